using Microsoft.Playwright;

namespace HazardLedger.Dashboard.Tests;

/// <summary>Work is done on pages, in a real browser and without a script, over the same desk as the API.</summary>
[Collection(nameof(Office))]
public sealed class RecordingTests(Office office, Browser browser)
{
    [Fact]
    public async Task A_hazard_is_registered_graded_and_ordered_by_forms_alone()
    {
        await using var window = await browser.OpenAsync(script: false);
        var page = await office.EnterAsync(window, office.First);
        await page.GotoAsync(office.Address + "/en/hazards");
        await page.ClickThroughAsync("text=Register a hazard");
        await page.SelectOptionAsync("[name=source]", "bureauInspection");
        await page.FillAsync("[name=area]", "350304101");
        await page.SelectOptionAsync("[name=sector]", "fire");
        await page.SelectOptionAsync("[name=category]", "thing");
        await page.FillAsync("[name=site]", "SITE-7");
        await page.FillAsync("[name=place]", "三号楼");
        await page.FillAsync("[name=description]", "防火门损坏\n无法关闭");
        await page.FillAsync("[name=discoverers]", "P-1\nP-9");
        await page.ClickThroughAsync("button[value=record]");
        (await page.InnerTextAsync("main")).ShouldContain("Recorded as version 1.");

        await page.ClickThroughAsync(".pills a:has-text('Grade')");
        await page.SelectOptionAsync("[name=grade]", "general");
        await page.SelectOptionAsync("[name=method]", "direct");
        await page.FillAsync("[name='criteria[0].standard']", "GB 35181");
        await page.FillAsync("[name='criteria[0].clause']", "4.1");
        await page.FillAsync("[name=reasons]", "judged on the spot");
        await page.ClickThroughAsync("button[value=record]");
        await page.ClickThroughAsync(".pills a:has-text('Order rectification')");
        await page.SelectOptionAsync("[name=orderKind]", "limited");
        await page.FillAsync("[name=deadline]", "2026-07-10");
        await page.FillAsync("[name=requirements]", "repair the door");
        await page.FillAsync("[name=documentNo]", "荔应急责改〔2026〕77号");
        await page.ClickThroughAsync("button[value=check]");
        (await page.Locator("section[role=status]").InnerTextAsync()).ShouldContain("2026-07-10");
        (await page.Locator("[name=documentNo]").InputValueAsync()).ShouldBe("荔应急责改〔2026〕77号");
        await page.ClickThroughAsync("button[value=record]");
        var shown = await page.InnerTextAsync("main");
        shown.ShouldContain("Recorded as version 3.");
        shown.ShouldContain("荔应急责改〔2026〕77号");
        shown.ShouldContain("2026-07-10");
    }

    [Fact]
    public async Task Faults_stand_at_their_fields_and_nothing_that_was_said_is_lost()
    {
        var (id, number) = await office.FoundAsync("faults stand at their fields");
        await using var window = await browser.OpenAsync();
        var page = await office.EnterAsync(window, office.First);
        await page.GotoAsync($"{office.Address}/en/hazards/{number}/record/rectification-orders");
        await page.EvaluateAsync("document.querySelector('form.form').noValidate = true");
        await page.SelectOptionAsync("[name=orderKind]", "immediate");
        await page.FillAsync("[name=servedTo]", "老王");
        await page.ClickThroughAsync("button[value=record]");
        (await page.Locator("#f-deadline").GetAttributeAsync("aria-invalid")).ShouldBe("true");
        (await page.Locator("#f-deadline-x").InnerTextAsync()).Trim().ShouldBe("Required.");
        (await page.Locator("[name=servedTo]").InputValueAsync()).ShouldBe("老王");
        (await page.Locator("[name=orderKind]").InputValueAsync()).ShouldBe("immediate");
        (await Axe.FaultsAsync(page)).ShouldBeEmpty();
        (await office.HazardAsync(id)).GetProperty("version").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task A_rule_that_says_no_is_told_with_its_code_and_what_is_allowed()
    {
        var (_, number) = await office.FoundAsync("a rule says no");
        await using var window = await browser.OpenAsync(script: false);
        var page = await office.EnterAsync(window, office.First);
        await page.GotoAsync($"{office.Address}/en/hazards/{number}/record/closures");
        await page.SelectOptionAsync("[name=kind]", "rectified");
        await page.ClickThroughAsync("button[value=record]");
        var said = await page.Locator("[role=alert]").InnerTextAsync();
        said.ShouldContain("Allowed now:");
        said.ShouldContain("Order rectification");
        (await page.Locator("[role=alert] .mono").InnerTextAsync()).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_form_sent_twice_records_once()
    {
        var (id, number) = await office.FoundAsync("sent twice, recorded once");
        await using var window = await browser.OpenAsync();
        var page = await office.EnterAsync(window, office.First);
        await page.GotoAsync($"{office.Address}/en/hazards/{number}/record/notes");
        await page.FillAsync("[name=note]", "seen by two");
        var ends = await page.EvaluateAsync<string[]>(
            """
            () => {
              const form = document.querySelector("form.form"), send = () => { const body = new FormData(form); body.set("do", "record"); return fetch(form.action, { method: "POST", body }); };
              return Promise.all([send(), send(), send()]).then(answers => answers.map(answer => answer.url));
            }
            """);
        ends.ShouldAllBe(url => url.EndsWith("recorded=2", StringComparison.Ordinal));
        (await office.HazardAsync(id)).GetProperty("version").GetInt64().ShouldBe(2);
    }

    [Fact]
    public async Task Whoever_comes_late_is_told_that_the_hazard_moved()
    {
        var (id, number) = await office.FoundAsync("it moved meanwhile");
        await using var window = await browser.OpenAsync(script: false);
        var page = await office.EnterAsync(window, office.First);
        await page.GotoAsync($"{office.Address}/en/hazards/{number}/record/notes");
        await office.PostAsync($"/v1/hazards/{id}/notes", new { note = "by somebody else" });
        await page.FillAsync("[name=note]", "mine");
        await page.ClickThroughAsync("button[value=record]");
        (await page.Locator("[role=alert]").InnerTextAsync()).ShouldContain("now version 2");
        await page.ClickThroughAsync("button[value=record]");
        (await page.Locator("[role=status]").InnerTextAsync()).ShouldBe("Recorded as version 3.");
    }

    [Fact]
    public async Task What_takes_two_is_proposed_by_one_and_approved_by_the_other()
    {
        var (id, number) = await office.FoundAsync("it takes two to void it");
        await using var window = await browser.OpenAsync(script: false);
        var page = await office.EnterAsync(window, office.First);
        await page.GotoAsync($"{office.Address}/en/hazards/{number}/record/voidings");
        await page.SelectOptionAsync("[name=reason]", "notFound");
        await page.ClickThroughAsync("button[value=record]");
        (await page.Locator("[role=alert] .mono").InnerTextAsync()).ShouldBe("secondPersonRequired");
        await page.ClickThroughAsync("button[value=propose]");
        (await page.InnerTextAsync("main")).ShouldContain("Waiting for a second person");

        await using var other = await browser.OpenAsync(script: false);
        var second = await office.EnterAsync(other, office.Second);
        await second.GotoAsync($"{office.Address}/en/hazards/{number}");
        await second.ClickThroughAsync("text=Approve a proposal");
        (await second.InnerTextAsync("main")).ShouldContain("Not found");
        await second.ClickThroughAsync("button[value=record]");
        (await office.HazardAsync(id)).GetProperty("lifecycle").GetString().ShouldBe("voided");
    }

    [Fact]
    public async Task A_photograph_is_kept_and_cited()
    {
        var (id, number) = await office.FoundAsync("a photograph of it");
        await using var window = await browser.OpenAsync(script: false);
        var page = await office.EnterAsync(window, office.First);
        await page.GotoAsync($"{office.Address}/en/hazards/{number}/record/evidence");
        byte[] picture = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, .. new byte[64]];
        await page.SetInputFilesAsync("[name=files]", new FilePayload { Name = "door.jpg", MimeType = "image/jpeg", Buffer = picture });
        await page.SelectOptionAsync("[name=shows]", "after");
        await page.ClickThroughAsync("button[value=check]");
        (await page.Locator("[name=kept]").CountAsync()).ShouldBe(1);
        await page.ClickThroughAsync("button[value=record]");
        var cited = (await office.HazardAsync(id)).GetProperty("evidence")[0];
        cited.GetProperty("kind").GetString().ShouldBe("after");
        cited.GetProperty("mediaType").GetString().ShouldBe("image/jpeg");
        cited.GetProperty("sha256").GetString().ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(picture)));
    }

    [Fact]
    public async Task Who_may_not_record_gets_no_form()
    {
        var (_, number) = await office.FoundAsync("for readers");
        await using var window = await browser.OpenAsync(script: false);
        var page = await office.EnterAsync(window, office.Reader);
        await page.GotoAsync($"{office.Address}/en/hazards/{number}");
        (await page.Locator(".pills a").CountAsync()).ShouldBe(0);
        await page.GotoAsync($"{office.Address}/en/hazards/{number}/record/notes");
        page.Url.ShouldContain("/en/sign-in?return=");
    }

    [Fact]
    public async Task A_form_from_elsewhere_records_nothing()
    {
        var (id, number) = await office.FoundAsync("no form from elsewhere");
        await using var window = await browser.OpenAsync();
        var page = await office.EnterAsync(window, office.First);
        await page.GotoAsync($"{office.Address}/en/hazards/{number}/record/notes");
        await page.FillAsync("[name=note]", "forged");
        await page.EvaluateAsync("document.querySelector('[name=__RequestVerificationToken]').value = 'x'");
        await page.ClickThroughAsync("button[value=record]");
        (await page.InnerTextAsync("main")).ShouldContain("the form is out of date");
        (await office.HazardAsync(id)).GetProperty("version").GetInt64().ShouldBe(1);
    }
}
