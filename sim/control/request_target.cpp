// The one unit that compiles Boost.URL.
#include <boost/url/src.hpp>

#include "sim/control/control_message.h"
#include "sim/control/control_target.h"

namespace air780 {

boost::system::result<RequestTarget> parse_request_target(std::string_view text) {
  const auto url = boost::urls::parse_origin_form(text);
  if (!url) return url.error();
  RequestTarget target;
  for (const auto& segment : url->segments()) target.path.push_back(segment);
  boost::urls::encoding_opts form;
  form.space_as_plus = true;
  for (const auto& parameter : url->params(form)) target.query[parameter.key] = parameter.value;
  return target;
}

std::string control_target(const std::vector<std::string>& path,
                           const std::vector<std::pair<std::string, std::string>>& query) {
  // Everything but letters and digits: a + left as it is would arrive as a blank.
  const auto encoded = [](const std::string& text) { return boost::urls::encode(text, boost::urls::unreserved_chars); };
  std::string target = path.empty() ? "/" : "";
  for (const std::string& segment : path) target += "/" + encoded(segment);
  char separator = '?';
  for (const auto& [name, value] : query) {
    target += separator + encoded(name) + "=" + encoded(value);
    separator = '&';
  }
  return target;
}

}  // namespace air780
