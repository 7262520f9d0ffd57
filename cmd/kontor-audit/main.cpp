// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor-audit/audit.h"

int main(int argc, char** argv) { return kontor::auditor::run({argv + 1, argv + argc}); }
