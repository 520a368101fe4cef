using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Tests.Support.Aws;

/// <summary>
/// Speaks, on a socket of this machine, what SQS speaks about one queue: a message that was received is hidden for a time, comes again after it,
/// and goes when it is deleted by the handle of its last reception. It takes only what is signed right.
/// </summary>
internal sealed class QueueStandIn : IAsyncDisposable
{
    private const string Path = "/111122223333/governance-events";
    private readonly WebApplication _web;
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];

    private QueueStandIn(WebApplication web, Uri address)
    {
        _web = web;
        Address = address;
    }

    /// <summary>The queue's address.</summary>
    public Uri Address { get; }

    /// <summary>For how long a message stays hidden, whatever was asked for; null for what was asked for.</summary>
    public TimeSpan? Hides { get; set; }

    /// <summary>Refuses to delete, as long as it is set.</summary>
    public bool KeepsAll { get; set; }

    /// <summary>How many messages are there, hidden or not.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>How often messages were received, all together.</summary>
    public int Receptions { get; private set; }

    /// <summary>Starts one.</summary>
    public static async Task<QueueStandIn> StartAsync()
    {
        var port = FreePort.Next();
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Services.AddRouting();
        var web = builder.Build();
        var queue = new QueueStandIn(web, new($"http://127.0.0.1:{port}{Path}"));
        web.Run(queue.AnswerAsync);
        await web.StartAsync();
        return queue;
    }

    /// <summary>Sends messages.</summary>
    public void Send(params IEnumerable<string> bodies)
    {
        lock (_lock)
        {
            _entries.AddRange(bodies.Select(body => new Entry(Guid.CreateVersion7().ToString(), body)));
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var memory = new MemoryStream();
        await context.Request.Body.CopyToAsync(memory, context.RequestAborted);
        var body = memory.ToArray();
        if (SignatureV4.ProblemOf(context.Request, body, BucketStandIn.AccessKey, BucketStandIn.SecretKey, BucketStandIn.Region, "sqs") is { } problem)
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, problem);
            return;
        }
        var asked = JsonNode.Parse(body)!;
        if ((string?)asked["QueueUrl"] != Address.AbsoluteUri)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "com.amazonaws.sqs#QueueDoesNotExist");
            return;
        }
        await (context.Request.Headers["X-Amz-Target"].ToString() switch
        {
            "AmazonSQS.ReceiveMessage" => ReceiveAsync(context, asked),
            "AmazonSQS.DeleteMessageBatch" => DeleteAsync(context, asked),
            _ => RefuseAsync(context, StatusCodes.Status400BadRequest, "com.amazonaws.sqs#UnsupportedOperation"),
        });
    }

    private async Task ReceiveAsync(HttpContext context, JsonNode asked)
    {
        var until = TimeProvider.System.GetTimestamp();
        var patience = TimeSpan.FromSeconds(Math.Min(1, (int?)asked["WaitTimeSeconds"] ?? 0));
        List<Entry> found;
        while ((found = Take((int?)asked["MaxNumberOfMessages"] ?? 1, Hides ?? TimeSpan.FromSeconds((int?)asked["VisibilityTimeout"] ?? 30))).Count == 0
            && TimeProvider.System.GetElapsedTime(until) < patience)
        {
            await Task.Delay(20, context.RequestAborted);
        }
        await WriteAsync(context, new
        {
            Messages = found.Select(e => new { MessageId = e.Id, e.Body, ReceiptHandle = e.Handle, MD5OfBody = ChecksumOf(e.Body) }),
        });
    }

#pragma warning disable CA5351 // SQS says this checksum with each message, and its clients compare it.
    private static string ChecksumOf(string body) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(body)));
#pragma warning restore CA5351

    private List<Entry> Take(int most, TimeSpan hidden)
    {
        lock (_lock)
        {
            var now = TimeProvider.System.GetUtcNow();
            var found = _entries.Where(e => e.VisibleAt <= now).Take(most).ToList();
            foreach (var entry in found)
            {
                Receptions++;
                entry.VisibleAt = now + hidden;
                entry.Handle = string.Create(CultureInfo.InvariantCulture, $"{entry.Id}#{++entry.Times}");
            }
            return found;
        }
    }

    private Task DeleteAsync(HttpContext context, JsonNode asked)
    {
        var entries = asked["Entries"]!.AsArray().Select(e => (Id: (string)e!["Id"]!, Handle: (string)e["ReceiptHandle"]!)).ToList();
        lock (_lock)
        {
            _entries.RemoveAll(e => !KeepsAll && entries.Exists(d => d.Handle == e.Handle));
        }
        return WriteAsync(context, new
        {
            Successful = entries.Where(_ => !KeepsAll).Select(e => new { e.Id }),
            Failed = entries.Where(_ => KeepsAll).Select(e => new { e.Id, Code = "InternalError", Message = "Not now.", SenderFault = false }),
        });
    }

    private static Task RefuseAsync(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        return WriteAsync(context, new { __type = code, message = $"It says {code}." });
    }

    private static Task WriteAsync(HttpContext context, object answer)
    {
        context.Response.ContentType = "application/x-amz-json-1.0";
        return context.Response.WriteAsync(JsonSerializer.Serialize(answer));
    }

    private sealed class Entry(string id, string body)
    {
        public string Id => id;

        public string Body => body;

        public string Handle { get; set; } = string.Empty;

        public int Times { get; set; }

        public DateTimeOffset VisibleAt { get; set; }
    }
}
