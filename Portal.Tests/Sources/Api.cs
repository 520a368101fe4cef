using System.Net.Http.Json;
using System.Text.Json;
using Portal.Tests.Support;

namespace Portal.Tests.Sources;

/// <summary>Sources and operations as a program meets them over HTTP.</summary>
internal static class Api
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>An address of the API.</summary>
    public static Uri At(string path) => new($"/api/v1{path}", UriKind.Relative);

    /// <summary>The JSON of an answer.</summary>
    public static async Task<JsonElement> ReadAsync(HttpResponseMessage response) =>
        JsonElement.Parse(await response.Content.ReadAsStringAsync(Cancelled));

    /// <summary>Enters a source.</summary>
    public static async Task<string> CreateSourceAsync(this HttpClient client, string name)
    {
        using var made = await client.PostAsJsonAsync(At("/sources"), new { name, platform = "aws" }, Cancelled);
        Assert.Equal(System.Net.HttpStatusCode.Created, made.StatusCode);
        return (await ReadAsync(made)).GetProperty("id").GetString()!;
    }

    /// <summary>Sends an export.</summary>
    public static async Task<HttpResponseMessage> SendAsync(
        this HttpClient client, string source, byte[] export, string type = "application/json", string? encoding = null, string? key = null, string query = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, At($"/sources/{source}/snapshots{query}")) { Content = new ByteArrayContent(export) };
        request.Content.Headers.ContentType = new(type);
        if (encoding is not null)
        {
            request.Content.Headers.ContentEncoding.Add(encoding);
        }
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }
        return await client.SendAsync(request, Cancelled);
    }

    /// <summary>Sends an export and waits for the end of its import.</summary>
    public static async Task<JsonElement> ImportAsync(
        this HttpClient client, string source, byte[] export, string type = "application/json", string? encoding = null, string query = "")
    {
        using var sent = await client.SendAsync(source, export, type, encoding, query: query);
        Assert.Equal(System.Net.HttpStatusCode.Accepted, sent.StatusCode);
        return await client.WaitForEndAsync((await ReadAsync(sent)).GetProperty("operationId").GetString()!);
    }

    /// <summary>Waits until the operation has ended.</summary>
    public static async Task<JsonElement> WaitForEndAsync(this HttpClient client, string operation)
    {
        while (true)
        {
            var now = await client.GetFromJsonAsync<JsonElement>(At($"/operations/{operation}"), Cancelled);
            if (now.GetProperty("state").GetString() is "succeeded" or "failed")
            {
                return now;
            }
            await Task.Delay(Poll, Cancelled);
        }
    }

    /// <summary>A fixture's bytes.</summary>
    public static byte[] Fixture(string name) => System.Text.Encoding.UTF8.GetBytes(ExportFiles.Text(name));
}
