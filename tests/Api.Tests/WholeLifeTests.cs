using System.Net;

namespace HazardLedger.Api.Tests;

/// <summary>The commands whose path says a part of them, and the guards between controls, items, extensions and closing.</summary>
public sealed class WholeLifeTests
{
    [Fact]
    public async Task A_control_and_an_item_are_named_in_the_path_and_never_in_the_body()
    {
        await using var api = await RunningApi.StartAsync();
        var photo = await api.UploadAsync();
        var path = (await api.PostAsync("/v1/hazards", Bodies.Register())).Location!;
        await MustAsync(api, $"{path}/rectification-orders", Bodies.Order());
        await MustAsync(api, $"{path}/interim-controls", new { controlId = "C-1", kind = "cordon", scope = "二号楼东侧" });
        await MustAsync(api, $"{path}/items", new { no = 1, description = "清理通道" });
        (await api.PostAsync($"{path}/interim-controls/C-1/liftings", new { controlId = "C-1", reason = "已清理" })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await api.PostAsync($"{path}/items/nine/completions", new { })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await api.PostAsync($"{path}/completion-reports", Bodies.Completion(photo))).Status.ShouldBe(HttpStatusCode.Conflict, "an item is open");
        await MustAsync(api, $"{path}/items/1/completions", new { });
        await MustAsync(api, $"{path}/completion-reports", Bodies.Completion(photo));
        var inspector = await api.ClientWithAsync("recorder", "P-77");
        (await RunningApi.SendAsync(HttpMethod.Post, $"{path}/acceptance-inspections", Bodies.Acceptance(), inspector)).Status.ShouldBe(HttpStatusCode.Created);
        (await api.PostAsync($"{path}/closures", new { kind = "rectified" })).Code.ShouldBe("controlActive");
        await MustAsync(api, $"{path}/interim-controls/C-1/liftings", new { reason = "已清理" });
        await MustAsync(api, $"{path}/closures", new { kind = "rectified" });
    }

    [Fact]
    public async Task More_time_is_asked_for_and_given_and_the_first_deadline_is_kept()
    {
        await using var api = await RunningApi.StartAsync();
        var path = (await api.PostAsync("/v1/hazards", Bodies.Register())).Location!;
        await MustAsync(api, $"{path}/rectification-orders", Bodies.Order(20));
        var enterprise = await api.ClientWithAsync("recorder", "P-55", "SITE-1");
        var asked = await RunningApi.SendAsync(
            HttpMethod.Post, $"{path}/extension-requests", new { until = Bodies.Today.AddDays(40).ToString("yyyy-MM-dd"), reason = "设备未到货", measuresMeanwhile = "专人值守" }, enterprise);
        asked.Status.ShouldBe(HttpStatusCode.Created, asked.Text);
        await MustAsync(api, $"{path}/extension-decisions", new { decision = "approved", deadline = Bodies.Today.AddDays(40).ToString("yyyy-MM-dd") });
        var state = await api.GetAsync(path);
        state["deadline.on"].GetString().ShouldBe(Bodies.Today.AddDays(40).ToString("yyyy-MM-dd"));
        state["deadline.original"].GetString().ShouldBe(Bodies.Today.AddDays(20).ToString("yyyy-MM-dd"));
    }

    private static async Task MustAsync(RunningApi api, string path, object body)
    {
        var answer = await api.PostAsync(path, body);
        answer.Status.ShouldBe(HttpStatusCode.Created, $"{path}: {answer.Text}");
    }
}
