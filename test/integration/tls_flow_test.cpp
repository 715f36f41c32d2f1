#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test/integration/broker_client.h"
#include "test/integration/capture.h"
#include "test/integration/emulator_process.h"
#include "test/integration/host_line.h"
#include "test/integration/stunnel.h"
#include "test/integration/temporary_directory.h"

namespace air780 {
namespace {

using testing::AllOf;
using testing::HasSubstr;

// The guide's steps behind its certificates: link, session, a message that arrives.
void publish_over_tls(HostLine& host) {
  host.command(R"(AT+MCONFIG="868488076506128","user","password")", {"OK"});
  host.command(R"(AT+SSLMIPSTART="airtest.openluat.com",8883)", {"OK", "CONNECT OK"});
  host.command("AT+MCONNECT=1,60", {"OK", "CONNACK OK"});
  host.command(R"(AT+MPUB="t/out",1,0,"hello")", {"OK", "PUBACK"});
}

// The bytes of a file pasted at the prompt, as the guide does.
void paste(HostLine& host, const std::string& name, const std::string& content) {
  host.command("AT+FSCREATE=\"" + name + "\"", {"OK"});
  const std::string command = "AT+FSWRITE=\"" + name + "\",0," + std::to_string(content.size()) + ",15";
  host.send(command + "\r");
  host.expect(command + "\r\r\n>");
  host.send(content);
  host.expect("\r\nOK\r\n");
}

void paste_certificates(HostLine& host, const std::string& directory, bool mutual) {
  paste(host, "ca.crt", read_file(directory + "ca.crt"));
  host.command(R"(AT+SSLCFG="cacert",88,"ca.crt")", {"OK"});
  if (!mutual) return host.command(R"(AT+SSLCFG="seclevel",88,1)", {"OK"});
  paste(host, "client.crt", read_file(directory + "client.crt"));
  paste(host, "client.key", read_file(directory + "client.key"));
  host.command(R"(AT+SSLCFG="clientcert",88,"client.crt")", {"OK"});
  host.command(R"(AT+SSLCFG="clientkey",88,"client.key")", {"OK"});
  host.command(R"(AT+SSLCFG="seclevel",88,2)", {"OK"});
}

class TlsFlow : public testing::Test {
 protected:
  const EmulatorProcess emulator_{std::vector<std::string>{"--tcp", "0", "--broker"}};
  HostLine host_ = HostLine::tcp(emulator_.tcp_port());
  Subscriber subscriber_{emulator_.broker_port(), "t/#"};
};

TEST_F(TlsFlow, WithoutAnyConfiguration) {
  publish_over_tls(host_);
  EXPECT_EQ(subscriber_.next().payload, "hello");
}

// With the name and the dates checked too.
TEST_F(TlsFlow, ServerVerified) {
  paste_certificates(host_, emulator_.certificates(), false);
  host_.command(R"(AT+SSLCFG="hostname",88,"airtest.openluat.com")", {"OK"});
  host_.command(R"(AT+SSLCFG="ignorelocaltime",88,0)", {"OK"});
  publish_over_tls(host_);
  EXPECT_EQ(subscriber_.next().payload, "hello");
}

TEST_F(TlsFlow, Mutual) {
  paste_certificates(host_, emulator_.certificates(), true);
  publish_over_tls(host_);
  EXPECT_EQ(subscriber_.next().payload, "hello");
}

// A plain link to the usual TLS port finds the plain listener.
TEST_F(TlsFlow, MipstartStaysPlain) {
  host_.command(R"(AT+MIPSTART="airtest.openluat.com",8883)", {"OK", "CONNECT OK"});
  host_.command("AT+MCONNECT=1,60", {"OK", "CONNACK OK"});
}

// Another program's use of TLS than mosquitto's, which has the last word on the client's certificate too.
TEST(TlsServers, StunnelInFrontOfABroker) {
  const EmulatorProcess broker({"--tcp", "0", "--broker"});
  Subscriber subscriber(broker.broker_port(), "t/#");
  for (const bool mutual : {false, true}) {
    SCOPED_TRACE(mutual ? "mutual" : "server verified");
    const Stunnel stunnel(broker.broker_port(), broker.certificates(), mutual);
    const EmulatorProcess emulator({"--tcp", "0", "--route", stunnel.route()});
    HostLine host = HostLine::tcp(emulator.tcp_port());
    if (mutual) {
      host.command(R"(AT+SSLMIPSTART="airtest.openluat.com",8883)", {"OK", "STATE: IP INITIAL", "CONNECT FAIL"});
      emulator.wait_for_log("perhaps it wants a client certificate");
    }
    paste_certificates(host, broker.certificates(), mutual);
    publish_over_tls(host);
    EXPECT_EQ(subscriber.next().payload, "hello");
  }
}

// A bare TLS server that insists on the client's certificate.
TEST(TlsServers, OpensslThatWantsACertificate) {
  const EmulatorProcess broker({"--tcp", "0", "--broker"});
  const std::string files = broker.certificates();
  const ChildProcess server({"openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", files + "server.crt", "-key",
                             files + "server.key", "-CAfile", files + "ca.crt", "-Verify", "1", "-www"});
  const std::string accepting = server.output().wait_for_line("ACCEPT ");
  const std::string address = accepting.substr(accepting.find(' ') + 1);
  const EmulatorProcess emulator({"--tcp", "0", "--route", "*=" + address});
  HostLine host = HostLine::tcp(emulator.tcp_port());
  host.command(R"(AT+SSLMIPSTART="airtest.openluat.com",8883)", {"OK", "STATE: IP INITIAL", "CONNECT FAIL"});
  paste_certificates(host, files, true);
  host.command(R"(AT+SSLMIPSTART="airtest.openluat.com",8883)", {"OK", "CONNECT OK"});
  host.command("AT+MIPCLOSE", {"OK"});
}

// With the key log Wireshark reads the MQTT of a capture; without it, it does not.
TEST(TlsCapture, IsReadWithTheKeyLog) {
  const TemporaryDirectory directory;
  const std::string file = directory.file("session.pcap");
  const std::string keys = directory.file("keys");
  const EmulatorProcess emulator({"--tcp", "0", "--broker", "--pcap", file, "--keylog", keys});
  HostLine host = HostLine::tcp(emulator.tcp_port());
  publish_over_tls(host);
  const std::string port = emulator.broker_tls_port();
  const std::vector<std::string> over_tls = {"-d", "tcp.port==" + port + ",tls", "-d", "tls.port==" + port + ",mqtt"};
  EXPECT_EQ(CaptureReader(file, over_tls).read("mqtt", {}), "");
  std::vector<std::string> decrypted = over_tls;
  decrypted.insert(decrypted.end(), {"-o", "tls.keylog_file:" + keys});
  const CaptureReader capture(file, decrypted);
  EXPECT_THAT(capture.read("mqtt", {}), AllOf(HasSubstr("Connect Command"), HasSubstr("Connect Ack"),
                                              HasSubstr("Publish Message"), HasSubstr("Publish Ack")));
  EXPECT_EQ(capture.read("mqtt.msgtype == 3", {"-T", "fields", "-e", "mqtt.msg"}), "68656c6c6f\n");
}

}  // namespace
}  // namespace air780
