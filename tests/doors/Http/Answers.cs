using System.Text;
using System.Text.Json;

namespace Genesis.Tests.Doors.Http;

/// <summary>Short ways of asking a door and reading its answers.</summary>
internal static class Answers
{
    public static Task<HttpResponseMessage> Send(this HttpClient client, string method, string path, string? json = null, params (string Name, string Value)[] headers)
    {
        var message = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        if (json is not null) message.Content = new StringContent(json, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers) message.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue(name);
        return client.SendAsync(message);
    }

    /// <summary>The answer's JSON, of a given status.</summary>
    public static async Task<JsonElement> Json(this Task<HttpResponseMessage> sent, int status = 200)
    {
        using var answer = await sent;
        var text = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).ShouldBe(status, text);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>A well-formed problem document of a given status and kind.</summary>
    public static async Task<JsonElement> Problem(this Task<HttpResponseMessage> sent, int status, string kind)
    {
        using var answer = await sent;
        return await answer.Problem(status, kind);
    }

    public static async Task<JsonElement> Problem(this HttpResponseMessage answer, int status, string kind)
    {
        var text = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).ShouldBe(status, text);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = JsonDocument.Parse(text).RootElement;
        problem.GetProperty("status").GetInt32().ShouldBe(status);
        problem.GetProperty("kind").GetString().ShouldBe(kind, text);
        problem.GetProperty("type").GetString().ShouldBe("urn:genesis:problem:" + kind);
        problem.GetProperty("title").GetString().ShouldNotBeNullOrEmpty();
        problem.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
        return problem;
    }

    public static string? Header(this HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) || answer.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : null;
}
