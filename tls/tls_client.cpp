#include "tls/tls_client.h"

#include <utility>

#include "tls/tls_connection.h"

namespace air780 {

TlsClient::Made TlsClient::make(const TlsRequest& request, RandomSource& random, KeyLogSink keys) {
  const auto generator = random.generator();
  if (!generator) return generator.error();
  auto connection = std::make_unique<Connection>(request, **generator, std::move(keys));
  if (auto failure = connection->set_up(request)) return std::move(*failure);
  return std::unique_ptr<TlsClient>(new TlsClient(std::move(connection)));
}

TlsClient::TlsClient(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
TlsClient::~TlsClient() = default;

TlsClient::State TlsClient::state() const { return connection_->state; }
const std::string& TlsClient::failure() const { return connection_->failure; }

void TlsClient::start() { connection_->shake_hands(); }

void TlsClient::receive(std::string_view records) {
  connection_->input.append(records);
  if (state() != State::handshake) return;
  connection_->watch.see(records);
  connection_->shake_hands();
}

void TlsClient::receive_end() {
  connection_->input_ended = true;
  if (state() == State::handshake) connection_->shake_hands();
}

std::string TlsClient::read() { return connection_->read(); }
void TlsClient::write(std::string_view plaintext) { connection_->write(plaintext); }
void TlsClient::close() { connection_->close(); }
std::string TlsClient::take_output() { return std::exchange(connection_->output, {}); }

}  // namespace air780
