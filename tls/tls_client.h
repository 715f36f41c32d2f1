// The client's end of one TLS connection, without a socket: what the server sent goes in by receive(), what is to be
// sent to it comes out of take_output().
// Owned by a TlsLink; one thread. The random source and the key log behind the sink must outlive it.
#pragma once

#include <boost/system/result.hpp>
#include <memory>
#include <string>
#include <string_view>

#include "protocol/ports/network.h"
#include "tls/key_log.h"
#include "tls/random_source.h"

namespace air780 {

class TlsClient {
 public:
  using Made = boost::system::result<std::unique_ptr<TlsClient>, std::string>;

  // The error is for a person: which file cannot be used and why, or which setting. `keys` may be empty. Nothing of
  // `request` is needed afterwards.
  static Made make(const TlsRequest& request, RandomSource& random, KeyLogSink keys);
  ~TlsClient();
  TlsClient(const TlsClient&) = delete;
  TlsClient& operator=(const TlsClient&) = delete;

  // handshake -> open -> ended (the server closed); handshake or open -> failed, with failure() for a person.
  enum class State { handshake, open, ended, failed };
  State state() const;
  const std::string& failure() const;

  // Begins the handshake.
  void start();
  // What came from the server, in pieces of any size; and that it will send no more.
  void receive(std::string_view records);
  void receive_end();
  // Everything of the server's data that can be read; call after receive() once open. May end the connection.
  std::string read();
  // Nothing unless open.
  void write(std::string_view plaintext);
  // Tells the server that no more will come (close_notify).
  void close();
  // What is to be sent; after each of the calls above.
  std::string take_output();

 private:
  class Connection;
  explicit TlsClient(std::unique_ptr<Connection> connection);
  std::unique_ptr<Connection> connection_;
};

}  // namespace air780
