#include "sim/trace/packet_capture.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fstream>
#include <iterator>

#include "test/unit/serial/temporary_directory.h"

namespace air780 {
namespace {

using namespace std::string_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using Side = StreamTap::Side;

// What a reader of the file sees of one packet.
struct Packet {
  std::uint16_t from = 0;  // port
  unsigned flags = 0;
  std::uint32_t sequence = 0;
  std::uint32_t acknowledged = 0;
  std::string bytes;
};

std::uint32_t big_endian(const std::string& text, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size; ++i) value = value << 8 | static_cast<unsigned char>(text.at(at + i));
  return value;
}

std::string line(const Packet& packet) {
  std::string text = packet.from == 1000 ? "> " : "< ";
  for (const auto& [flag, name] : {std::pair{2, 'S'}, {1, 'F'}, {4, 'R'}, {8, 'P'}, {16, 'A'}}) {
    if ((packet.flags & static_cast<unsigned>(flag)) != 0) text += name;
  }
  return text + " " + std::to_string(packet.sequence) + " " + std::to_string(packet.acknowledged) +
         (packet.bytes.empty() ? "" : " " + packet.bytes);
}

class PacketCaptureTest : public testing::Test {
 protected:
  void open() {
    auto opened = PacketCapture::open(path_, log_, [] { return std::chrono::microseconds(0x01020304'000007LL); });
    ASSERT_TRUE(opened) << opened.error();
    capture_ = std::move(*opened);
  }
  std::unique_ptr<StreamTap> connect() const { return capture_->connected({"127.0.0.1", 1000}, {"127.0.0.1", 2000}); }
  std::string content() const {
    std::ifstream file(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  std::vector<std::string> lines() const {
    const std::string file = content();
    std::vector<std::string> texts;
    for (std::size_t at = 24; at < file.size();) {
      const std::size_t size = big_endian({file[at + 11], file[at + 10], file[at + 9], file[at + 8]}, 0, 4);
      const std::string packet = file.substr(at + 16, size);
      EXPECT_EQ(packet.size(), size) << "a packet is cut short";
      texts.push_back(line({.from = static_cast<std::uint16_t>(big_endian(packet, 20, 2)),
                            .flags = big_endian(packet, 33, 1),
                            .sequence = big_endian(packet, 24, 4),
                            .acknowledged = big_endian(packet, 28, 4),
                            .bytes = packet.substr(40)}));
      at += 16 + size;
    }
    return texts;
  }

  test::TemporaryDirectory directory_;
  std::string path_ = directory_.file("capture.pcap");
  Log log_{LogLevel::off};
  std::unique_ptr<PacketCapture> capture_;
};

TEST_F(PacketCaptureTest, BeginsWithTheHeaderOfTheFormat) {
  open();
  EXPECT_EQ(content(), "\xd4\xc3\xb2\xa1\2\0\4\0\0\0\0\0\0\0\0\0\0\0\4\0\x65\0\0\0"s);
}

TEST_F(PacketCaptureTest, EachPacketHasItsTimeAndSize) {
  open();
  connect();
  const std::int64_t microseconds = 0x01020304'000007LL;
  const auto seconds = static_cast<std::uint32_t>(microseconds / 1'000'000);
  const auto rest = static_cast<std::uint32_t>(microseconds % 1'000'000);
  const std::string record = content().substr(24, 16);
  const auto little_endian = [&](std::size_t at) {
    return big_endian({record[at + 3], record[at + 2], record[at + 1], record[at]}, 0, 4);
  };
  EXPECT_EQ(little_endian(0), seconds);
  EXPECT_EQ(little_endian(4), rest);
  EXPECT_EQ(little_endian(8), 40U);
  EXPECT_EQ(little_endian(12), 40U);
}

TEST_F(PacketCaptureTest, NumbersTheBytesOfBothSides) {
  open();
  const auto stream = connect();
  stream->carried(Side::ours, "hello");
  stream->carried(Side::peers, "hi");
  stream->finished(Side::ours);
  stream->finished(Side::peers);
  stream->finished(Side::ours);
  EXPECT_THAT(lines(), ElementsAre("> S 0 0", "< SA 0 1", "> A 1 1",  //
                                   "> PA 1 1 hello", "< A 1 6",       //
                                   "< PA 1 6 hi", "> A 6 3",          //
                                   "> FA 6 3", "< A 3 7", "< FA 3 7", "> A 7 4"));
}

TEST_F(PacketCaptureTest, NothingFollowsAReset) {
  open();
  const auto stream = connect();
  stream->reset(Side::peers);
  stream->finished(Side::ours);
  stream->reset(Side::ours);
  EXPECT_EQ(lines().size(), 4U);
  EXPECT_EQ(lines().back(), "< RA 1 1");
}

TEST_F(PacketCaptureTest, CutsWhatDoesNotFitASegment) {
  open();
  const auto stream = connect();
  stream->carried(Side::ours, std::string(1461, 'x'));
  const auto all = lines();
  ASSERT_EQ(all.size(), 6U);
  EXPECT_EQ(all[3], "> A 1 1 " + std::string(1460, 'x'));
  EXPECT_EQ(all[4], "> PA 1461 1 x");
  EXPECT_EQ(all[5], "< A 1 1462");
}

TEST_F(PacketCaptureTest, AConnectionMayOutliveIt) {
  open();
  const auto stream = connect();
  capture_.reset();
  stream->carried(Side::ours, "late");
  EXPECT_EQ(lines().size(), 5U);
}

TEST_F(PacketCaptureTest, AFileThatCannotBeOpenedIsAnErrorThatNamesIt) {
  const auto opened = PacketCapture::open("/no/such/folder/capture.pcap", log_);
  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.error(), AllOf(HasSubstr("--pcap /no/such/folder/capture.pcap"), HasSubstr("No such file")));
}

// A disk that is full from the start: one warning, and the connection does not notice.
TEST_F(PacketCaptureTest, AFullDiskEndsItOnce) {
  if (::access("/dev/full", W_OK) != 0) GTEST_SKIP() << "no /dev/full";
  testing::internal::CaptureStderr();
  {
    Log warnings(LogLevel::warning);
    auto opened = PacketCapture::open("/dev/full", warnings);
    ASSERT_TRUE(opened);
    const auto stream = (*opened)->connected({"127.0.0.1", 1}, {"127.0.0.1", 2});
    stream->carried(Side::ours, "lost");
  }
  const std::string said = testing::internal::GetCapturedStderr();
  EXPECT_THAT(said, HasSubstr("--pcap /dev/full: No space left on device; the capture ends here"));
  EXPECT_EQ(std::ranges::count(said, '\n'), 1);
}

}  // namespace
}  // namespace air780
