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
  }

  bool empty() const { return text_.empty(); }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace air780
