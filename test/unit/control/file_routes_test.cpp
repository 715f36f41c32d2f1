#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "test/unit/control/control_rig.h"

namespace air780 {
namespace {

using testing::HasSubstr;

TEST(FileRoutes, APutFileIsTheOneTheHostReads) {
  ControlRig control;
  EXPECT_EQ(control.ask("PUT", "/files/ca.crt", "hello").status, 201);
  EXPECT_EQ(*control.rig.module.flash().read("/ca.crt"), "hello");
  EXPECT_EQ(control.ask("PUT", "/files/ca.crt", "other").status, 204);
  const ControlResponse read = control.ask("GET", "/files/ca.crt");
  EXPECT_EQ(read.status, 200);
  EXPECT_EQ(read.body, "other");
  EXPECT_EQ(control.ask("DELETE", "/files/ca.crt").status, 204);
  EXPECT_EQ(control.ask("GET", "/files/ca.crt").status, 404);
}

TEST(FileRoutes, EveryByteComesBack) {
  ControlRig control;
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes.push_back(static_cast<char>(i));
  control.ask("PUT", "/files/all", bytes);
  EXPECT_EQ(control.ask("GET", "/files/all").body, bytes);
}

TEST(FileRoutes, DirectoriesAreMadeAndListed) {
  ControlRig control;
  EXPECT_EQ(control.ask("PUT", "/files/certs/mine/ca.crt", "hello").status, 201);
  const boost::json::value listed = control.ask_json("GET", "/files");
  EXPECT_EQ(listed.at_pointer("/files/0/name"), "certs");
  EXPECT_EQ(listed.at_pointer("/files/2/name"), "certs/mine/ca.crt");
  EXPECT_EQ(listed.at_pointer("/files/2/size"), 5);
  EXPECT_EQ(listed.at_pointer("/free"), control.rig.module.flash().free_bytes());
  EXPECT_EQ(control.ask("DELETE", "/files/certs").status, 409);
  EXPECT_EQ(control.ask("DELETE", "/files/certs/mine/ca.crt").status, 204);
  EXPECT_EQ(control.ask("DELETE", "/files/certs/mine").status, 204);
  EXPECT_EQ(control.ask("DELETE", "/files/certs").status, 204);
}

TEST(FileRoutes, WhatTheFlashDoesNotTakeIsRefusedAndLeavesNothing) {
  ControlRig control;
  const std::size_t free = control.rig.module.flash().free_bytes();
  const ControlResponse full = control.ask("PUT", "/files/big", std::string(free + 1, 'x'));
  EXPECT_EQ(full.status, 507);
  EXPECT_THAT(full.body, HasSubstr("'big'"));
  EXPECT_EQ(control.ask("PUT", "/files/%22quoted%22", "x").status, 400);
  EXPECT_EQ(control.ask("PUT", "/files/a/..%2F..%2Fetc%2Fpasswd", "x").status, 400);
  EXPECT_EQ(control.ask("GET", "/files/a").status, 404);
  EXPECT_EQ(control.rig.module.flash().free_bytes(), free);
}

}  // namespace
}  // namespace air780
