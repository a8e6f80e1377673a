using System.Text;
using Genesis.Tests.Doors.Fixture;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Genesis.Tests.Doors.Http;

/// <summary>The doors in a web application of the user's own, beside endpoints of his.</summary>
public sealed class EmbeddingTests
{
    [Fact]
    public async Task They_live_under_a_path_of_the_hosts_own_and_leave_the_rest_alone()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Tests" });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection([new("Genesis:Doors:Limits:BodyBytes", "1000")]);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddGenesis(static genesis => genesis.UseMemory().AddComponent<Sample>("sample"));
        builder.AddGenesisDoors(static doors => doors.Limits.Depth = 3);
        await using var app = builder.Build();
        app.MapGroup("/genesis").MapGenesisHttp();
        app.MapPost("/own", static async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            await context.Response.WriteAsync($"{(await reader.ReadToEndAsync()).Length}");
        });
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        await client.Send("POST", "/genesis/request/sample", """{"type":"echo","data":[[[]]]}""").Json();
        await client.Send("POST", "/genesis/request/sample", """{"type":"echo","data":[[[[]]]]}""").Problem(400, "badJson");
        await client.Send("POST", "/genesis/request/sample", $$"""{"type":"echo","data":"{{new string('x', 2000)}}"}""").Problem(413, "tooLarge");
        await client.Send("GET", "/genesis/health/ready").Json();
        using var own = await client.PostAsync(new Uri("/own", UriKind.Relative), new StringContent(new string('y', 5_000_000), Encoding.UTF8));
        (await own.Content.ReadAsStringAsync()).ShouldBe("5000000");
        using var nothing = await client.Send("GET", "/status");
        ((int)nothing.StatusCode).ShouldBe(404);
        await app.StopAsync();
    }
}
