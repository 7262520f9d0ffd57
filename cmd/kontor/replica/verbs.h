// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace kontor {
struct Form;
}

namespace kontor::cli {

class Call;

int invite_replica(Call& call);   // invite.cpp
const Form* invitation_form();    // invite.cpp
int accept_requests(Call& call);  // accept.cpp
const Form* acceptance_form();    // accept.cpp

}  // namespace kontor::cli
