using System.Net;
using System.Net.WebSockets;
using Portal.Hosting;
using Portal.Tests.Support;

namespace Portal.Tests.Hosting;

/// <summary>Connections of pages are compressed message by message, in both directions, whatever the browser offers.</summary>
public sealed class CompressedCircuitsTests
{
    [Theory]
    [InlineData("permessage-deflate", "permessage-deflate; client_no_context_takeover")]
    [InlineData("permessage-deflate; client_max_window_bits", "permessage-deflate; client_max_window_bits; client_no_context_takeover")]
    [InlineData("permessage-deflate; client_no_context_takeover", "permessage-deflate; client_no_context_takeover")]
    [InlineData("x-other, PerMessage-Deflate ; server_max_window_bits=10", "x-other, PerMessage-Deflate ; server_max_window_bits=10; client_no_context_takeover")]
    [InlineData("x-other", "x-other")]
    [InlineData(";;", ";;")]
    [InlineData("", "")]
    public void An_offer_is_completed_and_nothing_else_is_touched(string offered, string completed) =>
        Assert.Equal(completed, CompressedCircuits.Complete(offered).ToString());

    [Fact]
    public async Task The_portal_agrees_to_compression_without_memory_on_both_sides()
    {
        await using var portal = await PortalServer.StartAsync(Engine.Sqlite, isDemo: true);
        using var handler = new SocketsHttpHandler { CookieContainer = new CookieContainer() };
        using var client = new HttpClient(handler, disposeHandler: false) { BaseAddress = portal.Address };
        using var form = new FormUrlEncodedContent([new("persona", "engineer")]);
        (await client.PostAsync(new Uri("/account/demo", UriKind.Relative), form, TestContext.Current.CancellationToken)).Dispose();
        using var socket = new ClientWebSocket();
        socket.Options.DangerousDeflateOptions = new WebSocketDeflateOptions();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.Cookies = handler.CookieContainer;

        await socket.ConnectAsync(new UriBuilder(portal.Address) { Scheme = "ws", Path = "/_blazor" }.Uri, TestContext.Current.CancellationToken);

        var agreed = Assert.Single(socket.HttpResponseHeaders!["Sec-WebSocket-Extensions"]);
        Assert.Contains("client_no_context_takeover", agreed, StringComparison.Ordinal);
        Assert.Contains("server_no_context_takeover", agreed, StringComparison.Ordinal);
    }
}
