// The commands that bring a module online, as every driver sends them.
// Pure functions over the test's serial line.
#pragma once

#include <string>

#include "test/integration/host_line.h"

namespace air780 {

inline const std::string client_id = "866289037465624";

struct Session {
  // Behind the client id: credentials, will.
  std::string configuration = R"(,"user","password")";
  int clean_session = 1;
  int keepalive = 60;
};

// AT+MCONFIG and AT+MIPSTART, up to CONNECT OK.
void open_link(HostLine& host, const Session& session = {});
// The same and AT+MCONNECT, up to CONNACK OK.
void go_online(HostLine& host, const Session& session = {});
// AT+MSUB, up to SUBACK.
void subscribe(HostLine& host, const std::string& topic, int qos);

}  // namespace air780
