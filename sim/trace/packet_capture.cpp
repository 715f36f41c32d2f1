#include "sim/trace/packet_capture.h"

#include <fcntl.h>
#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "sim/file_descriptor.h"
#include "sim/trace/tcp_packet.h"

namespace air780 {
namespace {

// https://www.ietf.org/archive/id/draft-ietf-opsawg-pcap-04.html
constexpr std::uint32_t magic_microseconds = 0xA1B2C3D4;
constexpr std::uint32_t version_2_4 = 2 | 4 << 16;
constexpr std::uint32_t longest_packet = 0x40000;
constexpr std::uint32_t link_type_raw_ip = 101;
// As on an Ethernet, so that the capture looks as people know it.
constexpr std::size_t most_segment_bytes = 1460;

void put_words(std::string& out, std::initializer_list<std::uint32_t> words) {
  for (const std::uint32_t word : words) {
    for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>(word >> shift & 0xFF);
  }
}

}  // namespace

class PacketCapture::File {
 public:
  File(FileDescriptor file, std::string path, Log& log, Clock clock)
      : file_(std::move(file)), path_(std::move(path)), log_(log), clock_(std::move(clock)) {
    std::string header;
    put_words(header, {magic_microseconds, version_2_4, 0, 0, longest_packet, link_type_raw_ip});
    write(header);
  }

  void add(std::string_view packet) {
    const auto now = static_cast<std::uint64_t>(clock_().count());
    const auto size = static_cast<std::uint32_t>(packet.size());
    constexpr std::uint64_t second = 1'000'000;
    std::string record;
    put_words(record, {static_cast<std::uint32_t>(now / second), static_cast<std::uint32_t>(now % second), size, size});
    write(record.append(packet));
  }

 private:
  // In one call, since half a record would make what follows it unreadable.
  void write(std::string_view bytes) {
    if (!file_) return;
    const ssize_t written = ::write(file_.get(), bytes.data(), bytes.size());
    if (written == static_cast<ssize_t>(bytes.size())) {
      whole_ += written;
      return;
    }
    log_.warning(fmt::format("--pcap {}: {}; the capture ends here", path_,
                             written < 0 ? std::strerror(errno) : "no space for a whole packet"));
    // What is not a file cannot be cut, and whoever reads it sees its end.
    static_cast<void>(::ftruncate(file_.get(), whole_) == 0);
    file_.reset();
  }

  FileDescriptor file_;
  std::string path_;
  Log& log_;
  Clock clock_;
  off_t whole_ = 0;
};

// Numbers the bytes of both sides. open -> one side finished -> over; a reset ends it at once.
class PacketCapture::Stream final : public StreamTap {
 public:
  Stream(std::shared_ptr<File> file, const Endpoint& ours, const Endpoint& peers)
      : file_(std::move(file)), ends_{End{wire_address(ours)}, End{wire_address(peers)}} {
    say(Side::ours, TcpSegment::syn);
    say(Side::peers, TcpSegment::syn | TcpSegment::ack);
    say(Side::ours, TcpSegment::ack);
  }

  void carried(Side from, std::string_view bytes) override {
    while (!bytes.empty()) {
      const std::string_view part = bytes.substr(0, most_segment_bytes);
      bytes.remove_prefix(part.size());
      say(from, bytes.empty() ? TcpSegment::psh | TcpSegment::ack : TcpSegment::ack, part);
    }
    say(other(from), TcpSegment::ack);
  }

  void finished(Side side) override {
    if (over_ || end(side).finished) return;
    say(side, TcpSegment::fin | TcpSegment::ack);
    end(side).finished = true;
    say(other(side), TcpSegment::ack);
    over_ = end(other(side)).finished;
  }

  void reset(Side side) override {
    if (over_) return;
    say(side, TcpSegment::rst | TcpSegment::ack);
    over_ = true;
  }

 private:
  struct End {
    WireAddress address;
    std::uint32_t next = 0;  // sequence number
    bool finished = false;
  };

  static Side other(Side side) { return side == Side::ours ? Side::peers : Side::ours; }
  End& end(Side side) { return ends_[side == Side::ours ? 0 : 1]; }

  void say(Side side, int flags, std::string_view bytes = {}) {
    End& from = end(side);
    const End& to = end(other(side));
    TcpSegment segment{.sequence = from.next, .flags = static_cast<std::uint8_t>(flags), .bytes = bytes};
    if ((flags & TcpSegment::ack) != 0) segment.acknowledged = to.next;
    file_->add(ip_packet(from.address, to.address, segment));
    from.next += static_cast<std::uint32_t>(bytes.size());
    if ((flags & (TcpSegment::syn | TcpSegment::fin)) != 0) ++from.next;
  }

  std::shared_ptr<File> file_;
  std::array<End, 2> ends_;
  bool over_ = false;
};

std::chrono::microseconds PacketCapture::system_time() {
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch());
}

boost::system::result<std::unique_ptr<PacketCapture>, std::string> PacketCapture::open(const std::string& path,
                                                                                       Log& log, Clock clock) {
  FileDescriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  if (!file) return fmt::format("--pcap {}: {}", path, std::strerror(errno));
  return std::unique_ptr<PacketCapture>(
      new PacketCapture(std::make_shared<File>(std::move(file), path, log, std::move(clock))));
}

std::unique_ptr<StreamTap> PacketCapture::connected(const Endpoint& ours, const Endpoint& peers) {
  return std::make_unique<Stream>(file_, ours, peers);
}

}  // namespace air780
