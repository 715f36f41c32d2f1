#include "sim/broker/mosquitto_config.h"

#include <gmock/gmock.h>

namespace air780 {
namespace {

using testing::HasSubstr;
using testing::Not;

MosquittoConfig two_listeners(bool stay_root) {
  return {{{Endpoint("127.0.0.1", 41883)}, {Endpoint("127.0.0.1", 41884)}}, stay_root};
}

TEST(MosquittoConfig, LetsEverybodyInAndKeepsNothing) {
  const std::string text = mosquitto_config_text(two_listeners(false));
  EXPECT_THAT(text, HasSubstr("per_listener_settings true\n"));
  EXPECT_THAT(text, HasSubstr("persistence false\n"));
  EXPECT_THAT(text, HasSubstr("set_tcp_nodelay true\n"));
  // With settings per listener, each needs its own permission.
  EXPECT_THAT(text, HasSubstr("listener 41883 127.0.0.1\nallow_anonymous true\n"));
  EXPECT_THAT(text, HasSubstr("listener 41884 127.0.0.1\nallow_anonymous true\n"));
}

TEST(MosquittoConfig, StaysRootOnlyWhenTold) {
  EXPECT_THAT(mosquitto_config_text(two_listeners(true)), HasSubstr("user root\n"));
  EXPECT_THAT(mosquitto_config_text(two_listeners(false)), Not(HasSubstr("user ")));
}

// Each listener has what follows it, up to the next one.
TEST(MosquittoConfig, SpeaksTlsWhereTold) {
  const MosquittoTls tls = {"/d/ca.crt", "/d/server.crt", "/d/server.key"};
  MosquittoTls mutual = tls;
  mutual.asks_for_certificate = true;
  const std::string text =
      mosquitto_config_text({{{{"127.0.0.1", 1}}, {{"127.0.0.1", 2}, tls}, {{"127.0.0.1", 3}, mutual}}, false});
  EXPECT_THAT(text, testing::EndsWith("listener 1 127.0.0.1\nallow_anonymous true\n"
                                      "listener 2 127.0.0.1\nallow_anonymous true\n"
                                      "certfile /d/server.crt\nkeyfile /d/server.key\n"
                                      "listener 3 127.0.0.1\nallow_anonymous true\n"
                                      "certfile /d/server.crt\nkeyfile /d/server.key\n"
                                      "cafile /d/ca.crt\nrequire_certificate true\n"));
}

}  // namespace
}  // namespace air780
