// SPDX-License-Identifier: Apache-2.0
// Commands of one word: this site and this program.
#pragma once

namespace kontor {
struct Form;
}

namespace kontor::cli {

class Call;

int init_site(Call& call);
const Form* init_form();
int join_site(Call& call);
const Form* join_form();
int sync_site(Call& call);
const Form* sync_form();
int show_status(Call& call);
const Form* status_form();
int examine_site(Call& call);  // doctor.cpp
const Form* doctor_form();
int rebuild_site(Call& call);
const Form* rebuild_form();
int who_am_i(Call& call);
const Form* whoami_form();
int play_demo(Call& call);
const Form* demo_form();
int print_schema(Call& call);
int print_completion(Call& call);
int print_help(Call& call);

}  // namespace kontor::cli
