using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Tests.Support;

/// <summary>Receives webhooks on a socket of this machine, keeps them as they came, and misbehaves as the test says.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    /// <summary>A secret for it, as a setting holds one.</summary>
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private readonly WebApplication _web;

    private WebhookReceiver(WebApplication web, Uri address)
    {
        _web = web;
        Address = address;
    }

    /// <summary>Where it is.</summary>
    public Uri Address { get; }

    /// <summary>Answers to give, in this order, before it takes what comes.</summary>
    public ConcurrentQueue<(int Status, string? RetryAfter)> Troubles { get; } = new();

    /// <summary>What came, in order.</summary>
    public ConcurrentQueue<(IHeaderDictionary Headers, string Body, int Answer)> Came { get; } = new();

    /// <summary>Whether it answers nothing at all.</summary>
    public bool IsSilent { get; set; }

    /// <summary>What the portal has to be told to use it.</summary>
    public IReadOnlyList<string> Settings =>
        [$"Audit:CheckpointWebhook={Address}", $"Audit:CheckpointWebhookSecret={Secret}", "Outbound:AllowedPrivate=127.0.0.1"];

    /// <summary>Starts one.</summary>
    public static async Task<WebhookReceiver> StartAsync()
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}/hooks/checkpoints");
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, address.Port));
        builder.Services.AddRouting();
        var web = builder.Build();
        var receiver = new WebhookReceiver(web, address);
        web.MapPost(address.AbsolutePath, receiver.TakeAsync);
        await web.StartAsync();
        return receiver;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        IsSilent = false;
        await _web.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        if (IsSilent)
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var answer = Troubles.TryDequeue(out var trouble) ? trouble : (Status: StatusCodes.Status204NoContent, RetryAfter: null);
        var headers = new HeaderDictionary(context.Request.Headers.ToDictionary(h => h.Key, h => h.Value, StringComparer.OrdinalIgnoreCase));
        Came.Enqueue((headers, body, answer.Status));
        context.Response.StatusCode = answer.Status;
        context.Response.Headers.RetryAfter = answer.RetryAfter;
        if (answer.Status is >= 300 and < 400)
        {
            context.Response.Headers.Location = "http://169.254.169.254/latest/meta-data/";
        }
    }
}
