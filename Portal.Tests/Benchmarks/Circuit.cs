using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Tests.Benchmarks;

/// <summary>
/// An open page without a browser: gets the document, opens the circuit that its script would open, acknowledges what the server renders and
/// answers its script calls with nothing. Hundreds of these fit where a few browsers would.
/// </summary>
internal sealed partial class Circuit : IAsyncDisposable
{
    private readonly HubConnection _connection;
    private readonly TaskCompletionSource _rendered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Watch? _watch;
    private long _lastBatch = Environment.TickCount64;

    private Circuit(HubConnection connection) => _connection = connection;

    /// <summary>Opens <paramref name="path"/> for whoever the cookies belong to, and waits until it has rendered and come to rest.</summary>
    /// <param name="address">The portal.</param>
    /// <param name="path">The page.</param>
    /// <param name="cookies">Whose page it is.</param>
    /// <param name="acknowledges">False for a browser that takes no notice of what it gets after the first.</param>
    public static async Task<Circuit> OpenAsync(Uri address, string path, CookieContainer cookies, bool acknowledges = true)
    {
        using var client = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies }) { BaseAddress = address };
        var document = await client.GetStringAsync(new Uri(path, UriKind.Relative));
        var markers = Marker().Matches(document).Select(m => m.Groups["json"].Value).Where(json => json.Contains("\"descriptor\"", StringComparison.Ordinal)).ToList();
        if (markers.Count == 0)
        {
            throw new InvalidOperationException($"{path} has no interactive component: it answered {document[..Math.Min(document.Length, 300)]}");
        }
        var state = State().Match(document).Groups["state"].Value;

        var builder = new HubConnectionBuilder().WithUrl(new Uri(address, "_blazor"), HttpTransportType.WebSockets, options =>
        {
            options.SkipNegotiation = true;
            options.Cookies = cookies;
            // As browsers ask for it.
            options.WebSocketConfiguration = socket => socket.DangerousDeflateOptions = new WebSocketDeflateOptions();
        });
        builder.Services.AddSingleton<IHubProtocol, BlazorPack>();
        var circuit = new Circuit(builder.Build());
        circuit.Listen(acknowledges);
        await circuit._connection.StartAsync();
        var page = new Uri(address, path).ToString();
        await circuit._connection.InvokeAsync<string>("StartCircuit", address.ToString(), page, "[]", state);
        await circuit._connection.SendAsync("UpdateRootComponents", Operations(markers), state);
        await circuit.ReadyAsync();
        return circuit;
    }

    /// <summary>Completes when the server next renders something that holds <paramref name="text"/>.</summary>
    public Task SeesAsync(string text)
    {
        var watch = new Watch(Encoding.UTF8.GetBytes(text));
        _watch = watch;
        return watch.Seen.Task;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private void Listen(bool acknowledges)
    {
        _connection.On<int, byte[]>("JS.RenderBatch", async (batch, content) =>
        {
            Interlocked.Exchange(ref _lastBatch, Environment.TickCount64);
            if (_watch is { } watch && content.AsSpan().IndexOf(watch.Text) >= 0)
            {
                watch.Seen.TrySetResult();
            }
            if (acknowledges)
            {
                await _connection.SendAsync("OnRenderCompleted", (long)batch, null as string);
            }
            _rendered.TrySetResult();
        });
        _connection.On<long, string, string?, int, long, int>("JS.BeginInvokeJS", async (call, _, _, resultType, _, _) =>
        {
            if (call != 0)
            {
                const int ObjectReference = 1;
                var result = resultType == ObjectReference ? "{\"__jsObjectId\":1}" : "null";
                await _connection.SendAsync("EndInvokeJSFromDotNet", call, true, string.Create(CultureInfo.InvariantCulture, $"[{call},true,{result}]"));
            }
        });
        _connection.On<string>("JS.Error", _failed.SetResult);
    }

    private async Task ReadyAsync()
    {
        var first = await Task.WhenAny(_rendered.Task, _failed.Task, Task.Delay(TimeSpan.FromSeconds(30)));
        if (first == _failed.Task)
        {
            throw new InvalidOperationException($"The circuit failed: {await _failed.Task}");
        }
        if (first != _rendered.Task)
        {
            throw new TimeoutException("The circuit rendered nothing in 30 seconds.");
        }
        while (Environment.TickCount64 - Interlocked.Read(ref _lastBatch) < 150)
        {
            await Task.Delay(30);
        }
    }

    private static string Operations(List<string> markers) => JsonSerializer.Serialize(
        new
        {
            batchId = 1,
            operations = markers.Select((marker, index) => new { type = "add", ssrComponentId = index + 1, marker = JsonDocument.Parse(marker).RootElement }),
        });

    [GeneratedRegex("<!--Blazor:(?<json>\\{.*?\\})-->", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(?<state>.*?)-->", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex State();

    private sealed class Watch(byte[] text)
    {
        public byte[] Text { get; } = text;

        public TaskCompletionSource Seen { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
