using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Changes;
using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Tests.Support;
using static Portal.Tests.Changes.IngestEventsTests;

namespace Portal.Tests.Changes;

/// <summary>Handing changes to clients that read slower than changes come, and to callers who lose their rights.</summary>
public sealed class ChangeSubscriptionsTests
{
    private const string Connection = "connection";
    private readonly SlowClient _client = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_slow_client_misses_some_and_is_told_how_many()
    {
        const int Missed = 25;
        await using var data = await TestPortalData.CreateAsync();
        var change = await ChangeAsync(data);
        var subscriptions = Subscriptions(data);
        subscriptions.Add(Connection, await data.AsAsync(Role.Auditor), new(), minimumRisk: null, since: null, () => { });

        subscriptions.Offer(change);
        Assert.Equal("Change", (await _client.NextAsync(Cancelled)).Method);
        for (var i = 0; i < ChangeSubscriptions.QueueLength + Missed; i++)
        {
            // Returns at once, although the client still has not taken the first one.
            subscriptions.Offer(change);
        }
        _client.Go();

        Assert.Equal(("Dropped", (object?)Missed), await _client.NextAsync(Cancelled));
        for (var i = 0; i < ChangeSubscriptions.QueueLength; i++)
        {
            Assert.Equal("Change", (await _client.NextAsync(Cancelled)).Method);
        }
        subscriptions.Offer(change);
        Assert.Equal("Change", (await _client.NextAsync(Cancelled)).Method);
    }

    [Fact]
    public async Task Who_loses_the_right_is_cut_off()
    {
        await using var data = await TestPortalData.CreateAsync();
        var change = await ChangeAsync(data);
        var subscriptions = Subscriptions(data);
        var (isCut, stranger) = (new TaskCompletionSource(), new Caller { Kind = CallerKind.Person, Id = Guid.CreateVersion7().ToString(), Name = "Gone", Roles = [Role.Auditor] });
        _client.Go();
        subscriptions.Add(Connection, stranger, new(), minimumRisk: null, since: null, isCut.SetResult);
        data.Clock.Advance(TimeSpan.FromSeconds(31));

        subscriptions.Offer(change);

        await isCut.Task.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, Cancelled);
        Assert.Equal(0, subscriptions.Count);
    }

    private ChangeSubscriptions Subscriptions(TestPortalData data) =>
        new(_client, data.Get<ChangeQueries>(), data.Get<ICallerDirectory>(), data.Clock, NullLogger<ChangeSubscriptions>.Instance);

    private static async Task<ChangeDetail> ChangeAsync(TestPortalData data)
    {
        var (source, role) = await StoreRoleAsync(data);
        await IngestAsync(data, source, CloudTrail.Attach("e1", An.Instant, role.Name, "Orders"));
        return Assert.Single(await ListAsync(data, new()));
    }

    /// <summary>A hub with one client that takes nothing until it is told to go.</summary>
    private sealed class SlowClient : IHubContext<ChangesHub>, IHubClients, ISingleClientProxy
    {
        private readonly TaskCompletionSource _go = new();
        private readonly Channel<(string Method, object? Argument)> _sent = Channel.CreateUnbounded<(string, object?)>();

        public IHubClients Clients => this;

        public IGroupManager Groups => throw new NotSupportedException();

        public IClientProxy All => throw new NotSupportedException();

        public void Go() => _go.SetResult();

        public ValueTask<(string Method, object? Argument)> NextAsync(CancellationToken cancellationToken) => _sent.Reader.ReadAsync(cancellationToken);

        public async Task SendCoreAsync(string method, object?[] args, CancellationToken cancellationToken = default)
        {
            _sent.Writer.TryWrite((method, args[0]));
            await _go.Task;
        }

        public Task<T> InvokeCoreAsync<T>(string method, object?[] args, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ISingleClientProxy Client(string connectionId) => connectionId == Connection ? this : throw new NotSupportedException();

        IClientProxy IHubClients<IClientProxy>.Client(string connectionId) => Client(connectionId);

        public IClientProxy AllExcept(IReadOnlyList<string> excludedConnectionIds) => throw new NotSupportedException();

        IClientProxy IHubClients<IClientProxy>.Clients(IReadOnlyList<string> connectionIds) => throw new NotSupportedException();

        public IClientProxy Group(string groupName) => throw new NotSupportedException();

        public IClientProxy GroupExcept(string groupName, IReadOnlyList<string> excludedConnectionIds) => throw new NotSupportedException();

        IClientProxy IHubClients<IClientProxy>.Groups(IReadOnlyList<string> groupNames) => throw new NotSupportedException();

        public IClientProxy User(string userId) => throw new NotSupportedException();

        public IClientProxy Users(IReadOnlyList<string> userIds) => throw new NotSupportedException();
    }
}
