using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Portal.Changes;
using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Changes.Retention;
using Portal.Data.Platforms;
using Portal.Tests.Support;

namespace Portal.Tests.Changes;

/// <summary>Raw events are kept as long as their kind says; what was read out of them is kept always.</summary>
public sealed class RawRetentionTests
{
    private static readonly Caller By = Caller.System("tests");

    [Theory, OnEachEngine]
    public async Task Raw_events_are_forgotten_by_age_and_kind_and_the_rest_of_the_change_stays(Engine engine)
    {
        var retention = new RawRetention(400, new Dictionary<ChangeKind, int> { [ChangeKind.PermissionGained] = 30 });
        await using var data = await TestPortalData.CreateAsync(engine, services => services.Replace(ServiceDescriptor.Singleton(retention)));
        var (source, role) = await IngestEventsTests.StoreRoleAsync(data);
        await IngestEventsTests.IngestAsync(
            data,
            source,
            CloudTrail.Attach("gained", An.Instant, role.Name, "A"),
            CloudTrail.Record("DetachRolePolicy", "lost", An.Instant, new { roleName = role.Name, policyArn = CloudTrail.PolicyArn("A") }));
        var before = await IngestEventsTests.ListAsync(data, new());

        Assert.Equal(0, await data.Get<ForgetRawEvents>().RunAsync(By, TestContext.Current.CancellationToken));
        data.Clock.Advance(TimeSpan.FromDays(31));
        await IngestEventsTests.IngestAsync(data, source, CloudTrail.Attach("young", An.Instant, role.Name, "B"));
        Assert.Equal(1, await data.Get<ForgetRawEvents>().RunAsync(By, TestContext.Current.CancellationToken));
        Assert.Equal(0, await data.Get<ForgetRawEvents>().RunAsync(By, TestContext.Current.CancellationToken));

        Assert.Equal([("gained", false), ("lost", true), ("young", true)], await KeptAsync(data));
        var after = await IngestEventsTests.ListAsync(data, new());
        Assert.Equal(before.Select(c => (c.EventId, c.Digest, c.After)).Order(), after.Where(c => c.EventId != "young").Select(c => (c.EventId, c.Digest, c.After)).Order());

        data.Clock.Advance(TimeSpan.FromDays(370));
        Assert.Equal(2, await data.Get<ForgetRawEvents>().RunAsync(By, TestContext.Current.CancellationToken));
        Assert.DoesNotContain(await KeptAsync(data), k => k.IsKept);
    }

    [Theory, OnEachEngine]
    public async Task A_forgotten_event_that_comes_again_is_still_known(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine, services => services.Replace(ServiceDescriptor.Singleton(RawRetention.Always with { Days = 1 })));
        var (source, role) = await IngestEventsTests.StoreRoleAsync(data);
        var told = CloudTrail.Attach("e1", An.Instant, role.Name, "A");
        await IngestEventsTests.IngestAsync(data, source, told);
        data.Clock.Advance(TimeSpan.FromDays(2));
        await data.Get<ForgetRawEvents>().RunAsync(By, TestContext.Current.CancellationToken);

        var result = await IngestEventsTests.IngestAsync(data, source, told);

        Assert.Equal((0, 1), (result.Accepted, result.Duplicates));
    }

    [Fact]
    public void Nothing_is_forgotten_unless_a_setting_says_so() => Assert.Empty(Read([]).Forgotten());

    [Fact]
    public void Kinds_may_have_days_of_their_own()
    {
        var forgotten = Read([new("Retention:RawEventDays", "400"), new("Retention:RawEventDaysOf:activity", "90")]).Forgotten().ToDictionary(g => g.Key, g => g.ToList());

        Assert.Equal([ChangeKind.Activity], forgotten[90]);
        Assert.Equal(Enum.GetValues<ChangeKind>().Length - 1, forgotten[400].Count);
    }

    [Theory]
    [InlineData("Retention:RawEventDays", "never")]
    [InlineData("Retention:RawEventDays", "0")]
    [InlineData("Retention:RawEventDays", "-3")]
    [InlineData("Retention:RawEventDaysOf:Everything", "3")]
    [InlineData("Retention:RawEventDaysOf:3", "3")]
    [InlineData("Retention:RawEventDaysOf:Activity", "1.5")]
    public void A_wrong_setting_stops_the_start_and_names_its_key(string key, string value) =>
        Assert.Contains(key, Assert.Throws<InvalidOperationException>(() => Read([new(key, value)])).Message, StringComparison.Ordinal);

    private static RawRetention Read(IEnumerable<KeyValuePair<string, string?>> settings) =>
        RetentionSettings.From(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());

    private static async Task<IReadOnlyList<(string EventId, bool IsKept)>> KeptAsync(TestPortalData data)
    {
        var kept = new List<(string, bool)>();
        foreach (var change in await IngestEventsTests.ListAsync(data, new()))
        {
            kept.Add((change.EventId, await data.Get<ChangeQueries>().FindRawAsync(change.Id, By, TestContext.Current.CancellationToken) is not { Text: "" }));
        }
        return [.. kept.Order()];
    }
}
