// The information text of one command while its handler runs. Made by the interpreter for each command; one thread.
#pragma once

#include <string>
#include <string_view>

namespace air780 {

class Reply {
 public:
  // Adds a line. Lines of one command follow each other with one CR LF between them, as in a multi-line answer
  // (at-reference §1.2).
  void line(std::string_view text) {
    if (!text_.empty()) text_ += "\r\n";
    text_ += text;
    ends_in_data_ = false;
  }
  // Likewise, with bytes of any value. What follows them in the response comes without a blank line between (FSREAD).
  void data(std::string_view bytes) {
    line(bytes);
    ends_in_data_ = true;
  }

  bool empty() const { return text_.empty(); }
  const std::string& text() const { return text_; }
  bool ends_in_data() const { return ends_in_data_; }

 private:
  std::string text_;
  bool ends_in_data_ = false;
};

}  // namespace air780
