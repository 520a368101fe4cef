using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Portal.Hosting.Outbound;

namespace Portal.Tests.Hosting.Outbound;

public sealed class OutboundGuardTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Ways to write an address of this machine, a neighbour, a cloud's store of credentials, many hosts or nobody.</summary>
    public static TheoryData<string> Blocked { get; } =
    [
        "127.0.0.1", "127.0.0.2", "127.1", "127.0.1", "127.255.255.254", "2130706433", "0x7f000001", "0x7f.1", "0x7F.0.0.1", "0177.0.0.1", "017700000001", "127.0.0.0x1",
        "127.000.000.001", "0177.1", "0", "0.0.0.0", "0x0", "0.0.0.1", "localhost", "LOCALHOST", "localhost.", "①②⑦.⓪.⓪.①", "１２７.０.０.１", "127。0。0。1",
        "10.0.0.1", "10.255.255.255", "10.1", "0xa000001", "167772161", "012.0.0.1", "172.16.0.1", "172.31.255.255", "0xac100001", "2886729729", "192.168.0.1", "192.168.1",
        "0xc0a80001", "3232235521", "100.64.0.1", "100.127.255.255", "169.254.0.1", "169.254.169.254", "0xa9fea9fe", "2852039166", "0251.0376.0251.0376", "169.254.43518",
        "169.254.170.2", "100.100.100.200", "168.63.129.16", "192.0.0.192", "192.0.2.1", "198.51.100.7", "203.0.113.9", "198.18.0.1", "198.19.255.255", "192.88.99.1",
        "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "0xffffffff", "4294967295",
        "[::1]", "[0:0:0:0:0:0:0:1]", "[0000::0001]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:127.0.0.1]", "[::FFFF:7F00:0001]", "[::127.0.0.1]",
        "[::ffff:10.0.0.1]", "[::ffff:a9fe:a9fe]", "[::ffff:169.254.169.254]", "[::ffff:0:127.0.0.1]", "[64:ff9b::127.0.0.1]", "[64:ff9b::a9fe:a9fe]", "[64:ff9b::10.0.0.1]",
        "[64:ff9b:1::1]", "[2002:7f00:1::]", "[2002:a9fe:a9fe::1]", "[2001:0:7f00:1::]", "[2001::1]", "[2001:db8::1]", "[3fff::1]", "[100::1]", "[5f00::1]",
        "[fc00::1]", "[fd12:3456:789a::1]", "[fd00:ec2::254]", "[fd20:ce::254]", "[fe80::1]", "[febf::1]", "[fe80::1%25lo]", "[fec0::1]", "[ff02::1]", "[ff05::2]", "[4000::1]",
    ];

    [Fact]
    public void There_are_at_least_eighty_forms() => Assert.InRange(Blocked.Count, 80, int.MaxValue);

    [Theory]
    [MemberData(nameof(Blocked))]
    public async Task No_form_of_a_blocked_address_is_connected_to(string host)
    {
        var dialled = new ConcurrentBag<IPEndPoint>();
        var guard = new OutboundGuard(Settings(), Dns.GetHostAddressesAsync, (place, _) => Note(dialled, place));

        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(guard, new Uri($"http://{host}/")));

        Assert.Empty(dialled);
    }

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("93.184.216.34")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.1")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.1")]
    [InlineData("169.253.1.1")]
    [InlineData("[2606:4700:4700::1111]")]
    [InlineData("[64:ff9b::1.1.1.1]")]
    [InlineData("[::ffff:1.1.1.1]")]
    public async Task A_host_of_the_internet_is_connected_to(string host)
    {
        var dialled = new ConcurrentBag<IPEndPoint>();
        var guard = new OutboundGuard(Settings(), Dns.GetHostAddressesAsync, (place, _) => Note(dialled, place));

        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(guard, new Uri($"http://{host}/")));

        Assert.Equal(IPAddress.Parse(host.Trim('[', ']')), Assert.Single(dialled).Address);
    }

    [Fact]
    public async Task A_listener_of_this_machine_hears_nothing_however_it_is_called()
    {
        using var listener = new TcpListener(IPAddress.IPv6Any, 0);
        listener.Server.DualMode = true;
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var guard = OutboundGuard.Create(Settings());

        foreach (var host in Blocked)
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(guard, new Uri($"http://{host.Data}:{port}/")));
        }

        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task A_name_that_changes_its_mind_is_connected_to_as_it_was_judged()
    {
        var answers = new Queue<IPAddress>([IPAddress.Parse("93.184.216.34"), IPAddress.Loopback, IPAddress.Parse("169.254.169.254")]);
        var dialled = new ConcurrentBag<IPEndPoint>();
        var guard = new OutboundGuard(Settings(), (_, _) => Task.FromResult<IPAddress[]>([answers.Dequeue()]), (place, _) => Note(dialled, place));

        for (var i = 0; i < 3; i++)
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(guard, new Uri("http://rebinding.example/")));
        }

        Assert.Equal("93.184.216.34", Assert.Single(dialled).Address.ToString());
        Assert.Empty(answers);
    }

    [Fact]
    public async Task Of_a_name_with_several_addresses_only_the_open_ones_are_connected_to()
    {
        IPAddress[] addresses = [IPAddress.Loopback, IPAddress.Parse("93.184.216.34"), IPAddress.Parse("::1"), IPAddress.Parse("93.184.216.35")];
        var dialled = new ConcurrentQueue<IPEndPoint>();
        var guard = new OutboundGuard(Settings(), (_, _) => Task.FromResult(addresses), (place, _) =>
        {
            dialled.Enqueue(place);
            return Task.FromException<Stream>(new SocketException((int)SocketError.ConnectionRefused));
        });

        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(guard, new Uri("http://several.example/")));

        Assert.Equal(["93.184.216.34", "93.184.216.35"], dialled.Select(d => d.Address.ToString()));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var answering = Task.Run(
            async () =>
            {
                using var connection = await listener.AcceptTcpClientAsync(Cancelled);
                await using var stream = connection.GetStream();
                _ = await stream.ReadAsync(new byte[4096], Cancelled);
                await stream.WriteAsync("HTTP/1.1 307 Temporary Redirect\r\nLocation: http://169.254.169.254/latest/meta-data/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), Cancelled);
            },
            Cancelled);
        var dialled = new ConcurrentBag<IPEndPoint>();
        var guard = new OutboundGuard(Settings("127.0.0.1"), Dns.GetHostAddressesAsync, async (place, token) =>
        {
            dialled.Add(place);
            var client = new TcpClient();
            await client.ConnectAsync(place, token);
            return client.GetStream();
        });

        using var response = await GetAsync(guard, new Uri($"http://127.0.0.1:{port}/"));
        await answering;

        Assert.Equal(HttpStatusCode.TemporaryRedirect, response.StatusCode);
        Assert.Single(dialled);
    }

    [Theory]
    [InlineData("keeper.internal", "keeper.internal", "10.1.2.3", true)]
    [InlineData("keeper.internal", "KEEPER.internal.", "127.0.0.1", true)]
    [InlineData("keeper.internal", "other.internal", "10.1.2.3", false)]
    [InlineData("keeper.internal", "keeper.internal", "169.254.169.254", false)]
    [InlineData("keeper.internal", "keeper.internal", "100.100.100.200", false)]
    [InlineData("keeper.internal", "keeper.internal", "fd00:ec2::254", false)]
    [InlineData("10.1.0.0/16", "anything.internal", "10.1.2.3", true)]
    [InlineData("10.1.0.0/16", "anything.internal", "::ffff:10.1.2.3", true)]
    [InlineData("10.1.0.0/16", "anything.internal", "10.2.2.3", false)]
    [InlineData("0.0.0.0/0,::/0", "anything.internal", "169.254.169.254", false)]
    [InlineData("0.0.0.0/0,::/0", "anything.internal", "224.0.0.1", false)]
    [InlineData("0.0.0.0/0,::/0", "anything.internal", "fe80::1", false)]
    [InlineData("127.0.0.1", "anything.internal", "127.0.0.1", true)]
    [InlineData("fd12::/16", "anything.internal", "fd12::1", true)]
    public async Task Private_addresses_are_open_where_a_setting_says_so_and_credentials_never(string allowed, string host, string address, bool isOpen)
    {
        var dialled = new ConcurrentBag<IPEndPoint>();
        var guard = new OutboundGuard(Settings(allowed), (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(address)]), (place, _) => Note(dialled, place));

        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(guard, new Uri($"http://{host}/")));

        Assert.Equal(isOpen ? 1 : 0, dialled.Count);
    }

    [Theory]
    [InlineData("10.1.2.3/33")]
    [InlineData("not a host")]
    [InlineData("http://keeper.internal")]
    public void A_wrong_setting_is_named(string value)
    {
        var wrong = Assert.Throws<InvalidOperationException>(() => Settings(value));

        Assert.Contains($"Outbound:AllowedPrivate is '{value}'", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("for example", wrong.Message, StringComparison.Ordinal);
    }

    private static OutboundSettings Settings(string? allowed = null) =>
        OutboundSettings.From(new ConfigurationBuilder().AddInMemoryCollection([new("Outbound:AllowedPrivate", allowed)]).Build());

    private static async Task<HttpResponseMessage> GetAsync(OutboundGuard guard, Uri address)
    {
        using var client = new HttpClient(guard.CreateHandler());
        return await client.GetAsync(address, Cancelled);
    }

    private static Task<Stream> Note(ConcurrentBag<IPEndPoint> dialled, IPEndPoint place)
    {
        dialled.Add(place);
        return Task.FromException<Stream>(new SocketException((int)SocketError.ConnectionRefused));
    }
}
