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
  boost::urls::url url;
  url.set_path_absolute(true);
  for (const std::string& segment : path) url.segments().push_back(segment);
  for (const auto& [name, value] : query) {
    // Boost would leave a + as it is, which would arrive as a blank.
    url.encoded_params().append({name, boost::urls::encode(value, boost::urls::unreserved_chars)});
  }
  return std::string(std::string_view(url.encoded_target().data(), url.encoded_target().size()));
}

}  // namespace air780
