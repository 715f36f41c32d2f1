// Bytes that are overwritten before their memory is given back: private keys on their way to the TLS library.
// A value; any thread.
#pragma once

#include <string.h>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace air780 {

template <typename Byte>
class WipingAllocator {
 public:
  using value_type = Byte;

  WipingAllocator() = default;
  template <typename Other>
  WipingAllocator(const WipingAllocator<Other>&) {}

  Byte* allocate(std::size_t count) { return std::allocator<Byte>().allocate(count); }
  void deallocate(Byte* bytes, std::size_t count) {
    ::explicit_bzero(bytes, count * sizeof(Byte));
    std::allocator<Byte>().deallocate(bytes, count);
  }
  friend bool operator==(const WipingAllocator&, const WipingAllocator&) { return true; }
};

// A vector: a short string would live outside the allocator.
using SecretBytes = std::vector<char, WipingAllocator<char>>;

// Moves `text` there and wipes it.
inline SecretBytes secret(std::string&& text) {
  SecretBytes bytes(text.begin(), text.end());
  ::explicit_bzero(text.data(), text.size());
  text.clear();
  return bytes;
}

}  // namespace air780
