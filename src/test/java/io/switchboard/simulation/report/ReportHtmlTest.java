package io.switchboard.simulation.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.switchboard.Records;
import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.Skill;
import io.switchboard.simulation.SimulationResult;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReportHtmlTest {
  private static final String HOSTILE = "</script><!--<img src=x onerror='alert(1)'>&\"{{data}}";

  @Test
  void thePageHasNoExternalReferences() throws IOException {
    String page = withoutScripts(smallPage());

    assertThat(page).doesNotContain("http:", "https:", "src=", "href=", "url(", "@import");
  }

  @Test
  void thePageForbidsAllFetches() throws IOException {
    assertThat(smallPage())
        .contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';");
  }

  @Test
  void theChartLibraryIsPartOfThePage() throws IOException {
    assertThat(smallPage())
        .contains("Licensed to the Apache Software Foundation")
        .hasSizeGreaterThan(500_000);
  }

  @Test
  void theTitleDescribesTheSimulationAndTheMainFiguresFollow() throws IOException {
    assertThat(smallPage())
        .contains("<h1>Small Centre</h1>")
        .contains("7 conversations, 3 agents on shift, 1m 40s of virtual time")
        .contains("<li><b>50.0 %</b> within response time</li>")
        .contains("<li><b>24.2 s</b> mean wait</li>");
  }

  @Test
  void theTablesAreThoseOfTheTerminal() throws IOException {
    assertThat(smallPage())
        .contains("<th>skill</th><th class=\"number\">arrivals</th>")
        .contains("<td>sales</td><td class=\"number\">5</td>");
  }

  @Test
  void hostileNamesAreTextOnly() throws IOException {
    String page = withoutScripts(hostilePage());

    assertThat(page).doesNotContain("<img").contains("&lt;/script&gt;&lt;!--&lt;img src=x");
  }

  @Test
  void hostileNamesCannotEscapeTheDataOfThePlots() throws IOException {
    String page = hostilePage();

    assertThat(data(page).at("/waiting/0/skill").textValue()).isEqualTo(HOSTILE);
    assertThat(Pattern.compile("<script[ >]").matcher(page).results().count()).isEqualTo(3);
    assertThat(Pattern.compile("</script").matcher(page).results().count()).isEqualTo(3);
  }

  @Test
  void plotsHaveTheNumberOfWaitingConversationsBySkill() throws IOException {
    JsonNode data = data(smallPage());

    assertThat(data.at("/stepSeconds").intValue()).isEqualTo(1);
    assertThat(data.at("/waiting").findValuesAsText("skill")).containsExactly("sales", "care");
    assertThat(data.at("/waiting/0/values/12").doubleValue()).isEqualTo(1);
    assertThat(data.at("/waiting/0/values/20").doubleValue()).isEqualTo(1);
    assertThat(data.at("/waiting/0/values/42").doubleValue()).isEqualTo(2);
  }

  @Test
  void plotsHaveTheWaitsOfTheServedInOrder() throws IOException {
    assertThat(data(smallPage()).at("/waits/0").toString())
        .isEqualTo("{\"skill\":\"sales\",\"seconds\":[0.0,10.0,20.0,30.0]}");
  }

  @Test
  void plotsHavePlannedAndActualShares() throws IOException {
    assertThat(data(smallPage()).at("/shares/0").toString())
        .isEqualTo(
            "{\"skill\":\"sales\",\"group\":\"north\",\"secondary\":false,"
                + "\"planned\":0.6,\"allotted\":0.6,\"accepted\":0.75}");
  }

  private static String smallPage() throws IOException {
    return page(SmallCentre.report(), SmallCentre.RESULT);
  }

  private static String hostilePage() throws IOException {
    Account account =
        Records.of(Account.class, "name", HOSTILE, "skills", List.of(Skill.of(HOSTILE)));
    SimulationResult result =
        new SimulationResult(
            List.of(SmallCentre.served(HOSTILE, HOSTILE, "ann", 0, 1)),
            Map.of(),
            Map.of(),
            List.of(),
            1,
            20,
            8,
            SmallCentre.SECOND);
    return page(Report.of(account, result, Duration.ofSeconds(1)), result);
  }

  private static String page(Report report, SimulationResult result) throws IOException {
    StringWriter page = new StringWriter();
    ReportHtml.write(page, report, result);
    return page.toString();
  }

  private static JsonNode data(String page) throws IOException {
    String json =
        Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>")
            .matcher(page)
            .results()
            .map(MatchResult::group)
            .map(element -> element.substring(element.indexOf('>') + 1, element.lastIndexOf('<')))
            .findFirst()
            .orElseThrow();
    return new ObjectMapper().readTree(json);
  }

  private static String withoutScripts(String page) {
    return Pattern.compile("(<script)[ >].*?(</script>)", Pattern.DOTALL)
        .matcher(page)
        .replaceAll("");
  }
}
