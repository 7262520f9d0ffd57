// SPDX-License-Identifier: Apache-2.0
#include "lib/config/csv.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "lib/base/error.h"

namespace kontor {
namespace {

using Values = std::vector<std::string>;

struct Read {
  Values columns;
  char delimiter = 0;
  std::vector<CsvRow> rows;
  std::string error;
};

Read read(const std::string& text, char delimiter = 0) {
  Read out;
  std::istringstream in(text);
  try {
    CsvReader reader(in, "a.csv", delimiter);
    out.columns = reader.columns();
    out.delimiter = reader.delimiter();
    CsvRow row;
    while (reader.next(row)) out.rows.push_back(row);
  } catch (const Error& error) {
    CHECK(error.code() == "bad_csv");
    out.error = error.what();
  }
  return out;
}

TEST_CASE("records with their lines, whatever ends a line") {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    CAPTURE(end.size());
    const Read file = read("a,b" + end + "1,2" + end + end + "\"x" + end + "y\",3" + end + "5,6");
    CHECK(file.error.empty());
    CHECK(file.columns == Values{"a", "b"});
    REQUIRE(file.rows.size() == 3);
    CHECK(file.rows[0].line == 2);
    CHECK(file.rows[0].values == Values{"1", "2"});
    CHECK(file.rows[1].line == 4);
    CHECK(file.rows[1].values == Values{"x" + end + "y", "3"});
    CHECK(file.rows[2].line == 6);
    CHECK(file.rows[2].values == Values{"5", "6"});
  }
}

TEST_CASE("the delimiter is given or that of the header") {
  CHECK(read("a;b\n1,5;2").rows[0].values == Values{"1,5", "2"});
  CHECK(read("a,b\n1;5,2").rows[0].values == Values{"1;5", "2"});
  CHECK(read("\"a;b;c\",d\n1,2").columns == Values{"a;b;c", "d"});
  CHECK(read("only\n1,2").rows[0].problem == "2 values, but 1 columns");
  CHECK(read("a,b;c\n1", ';').columns == Values{"a,b", "c"});
  CHECK(read("a;b\n").delimiter == ';');
}

TEST_CASE("a BOM, spaces, quotes, empty values") {
  const Read file = read("\xef\xbb\xbf id , name ,\n 1 ,\" a \"\"b\"\" \",\n2,,x\n");
  CHECK(file.columns == Values{"id", "name", ""});
  REQUIRE(file.rows.size() == 2);
  CHECK(file.rows[0].values == Values{"1", " a \"b\" ", ""});
  CHECK(file.rows[1].values == Values{"2", "", "x"});
  CHECK(read("\xef\xbb\xbf\"a\",b\n").columns == Values{"a", "b"});
}

TEST_CASE("a record of another width is told and read over") {
  const Read file = read("a,b,c\n1,2\n1,2,3\n1,2,3,4\n");
  REQUIRE(file.rows.size() == 3);
  CHECK(file.rows[0].problem == "2 values, but 3 columns");
  CHECK(file.rows[1].problem.empty());
  CHECK(file.rows[2].problem == "4 values, but 3 columns");
}

TEST_CASE("a header over two lines, or nothing but a header") {
  CHECK(read("a,\"b\nc\",d\n1,2,3\n").columns == Values{"a", "b\nc", "d"});
  CHECK(read("a,\"b\nc\",d\n1,2,3\n").rows[0].line == 3);
  CHECK(read("a,b").columns == Values{"a", "b"});
  CHECK(read("\n\n a,b\n1,2").rows[0].line == 4);
}

TEST_CASE("what cannot be read says on which line") {
  const auto starts = [](const std::string& text, const std::string& with) {
    CAPTURE(text.substr(0, 40));
    const std::string error = read(text).error;
    CHECK_MESSAGE(error.starts_with(with), error);
  };
  starts("", "a.csv:1: there is no header line");
  starts("\n \r\n", "a.csv:1: there is no header line");
  starts("\xef\xbb\xbf", "a.csv:1: there is no header line");
  starts("a,b\n1,2\n" + std::string("x\0y,3", 5), "a.csv:3: there is a NUL");
  starts("a,b\n1,M\xfcller\n", "a.csv:2: the line is not UTF-8");
  starts(
      "\xff\xfe"
      "a,b\n",
      "a.csv:1: the line is not UTF-8");
  starts("a,b\n1,\xed\xa0\x80\n", "a.csv:2: the line is not UTF-8");
  starts("a,b\n1,2\"3\n", "a.csv:2: a quote stands inside");
  starts("a,b\n\"1\"x,2\n", "a.csv:2: a quote stands inside");
  starts("a,b\n1,2\n\"3,4\n5,6\n", "a.csv:3: a quote that opens in this record is never closed");
  starts("a,b,a\n", "a.csv:1: two columns are called \"a\"");
  starts("a,b\n1," + std::string(CsvReader::kMostRecordBytes, 'x'), "a.csv:2: the line is longer");
  starts("a,b\n1,2\n\"" + std::string(CsvReader::kMostRecordBytes / 2, '\n') + "\n" +
             std::string(CsvReader::kMostRecordBytes / 2, 'x'),
         "a.csv:3: the record is longer");
  starts("a\n" + std::string(600, ','), "a.csv:2: more than 500 values");
  starts(std::string(600, ','), "a.csv:1: more than 500 values");
}

TEST_CASE("an endless line does not grow the memory") {
  struct Endless : std::streambuf {
    char block[4096];
    std::size_t given = 0;
    int_type underflow() override {
      std::fill(std::begin(block), std::end(block), 'x');
      given += sizeof block;
      setg(block, block, block + sizeof block);
      return traits_type::to_int_type(block[0]);
    }
  } endless;
  std::istream in(&endless);
  CHECK_THROWS_AS(CsvReader(in, "a.csv"), Error);
  CHECK(endless.given < 2 * CsvReader::kMostRecordBytes);
}

TEST_CASE("any bytes are read or refused, and chunks do not show") {
  std::mt19937 random(20250814);
  constexpr char kAlphabet[] = "ab,;\"\"\n\n\r \t\xc3\xa4";
  for (int round = 0; round < 3000; ++round) {
    std::string text = "a,b\n";
    // Some begin close to the end of a chunk.
    if (round % 50 == 0) text.append((64u << 10) - 6 - random() % 8, '\n');
    for (std::size_t n = random() % 40; n > 0; --n) {
      text += kAlphabet[random() % (sizeof kAlphabet - 1)];
    }
    const Read file = read(text);
    std::int64_t last = 1;
    for (const CsvRow& row : file.rows) {
      CHECK(row.line > last);
      last = row.line;
    }
  }
  const std::string wide = std::string(60, 'x') + ",\"y\r\n\"\r\n";
  std::string text = "a,b\r\n";
  for (int i = 0; i < 5000; ++i) text += wide;
  const Read file = read(text);
  REQUIRE(file.rows.size() == 5000);
  for (std::size_t i = 0; i < file.rows.size(); ++i) {
    REQUIRE(file.rows[i].line == static_cast<std::int64_t>(2 + 2 * i));
    REQUIRE(file.rows[i].values == Values{std::string(60, 'x'), "y\r\n"});
  }
}

// The folder of real input beside the sources, or where KONTOR_DATA says.
std::filesystem::path real_data() {
  if (const char* const given = std::getenv("KONTOR_DATA")) return given;
  const char* const source = std::getenv("KONTOR_SOURCE");
  return std::filesystem::path(source ? source : ".") / "../shared/data";
}

TEST_CASE("real files, where they are at hand") {
  const std::filesystem::path data = real_data();
  const auto count = [&](const char* name, std::size_t columns) {
    std::ifstream in(data / name, std::ios::binary);
    CsvReader reader(in, name);
    CHECK(reader.columns().size() == columns);
    int rows = 0;
    CsvRow row;
    while (reader.next(row)) {
      CHECK(row.problem.empty());
      ++rows;
    }
    return rows;
  };
  if (!std::filesystem::exists(data)) {
    MESSAGE("skipped: no folder of real data");
    return;
  }
  CHECK(count("uci_bank_marketing/bank-2008-2009.csv", 17) == 30'000);
  CHECK(count("us500_contacts/us-500.csv", 12) == 500);
}

}  // namespace
}  // namespace kontor
