using System.Globalization;
using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Lists;
using Portal.Data.Platforms;
using Portal.Tests.Support;

namespace Portal.Tests.Changes;

/// <summary>What one session did without a long pause is one row.</summary>
public sealed class ChangeBurstsTests
{
    private static readonly Caller By = Caller.System("tests");

    [Theory, OnEachEngine]
    public async Task A_burst_of_hundreds_is_one_row_between_those_of_others(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, role) = await IngestEventsTests.StoreRoleAsync(data);
        var burst = Enumerable.Range(0, 600).Select(i => InSession("ASIABURST", i, role.Name));
        await IngestEventsTests.IngestAsync(data, source, [.. burst, .. Enumerable.Range(0, 3).Select(i => InSession($"ASIAOTHER{i}", i * 200, role.Name))]);

        var page = await data.Get<ChangeQueries>().ListBurstsAsync(new(), new PageRequest(Limit: 10), By, TestContext.Current.CancellationToken);

        Assert.Null(page.Next);
        Assert.Equal([600, 1, 1, 1], page.Items.Select(b => b.Count).OrderDescending());
        var longest = Assert.Single(page.Items, b => b.Count == 600);
        Assert.Equal((An.Instant.AddMilliseconds(599 * 500).UtcDateTime.ToString("T", CultureInfo.InvariantCulture), An.Instant), (longest.Newest.At.UtcDateTime.ToString("T", CultureInfo.InvariantCulture), longest.FirstAt));
        Assert.Equal([new(ChangeKind.PermissionGained, 600)], longest.Kinds);
        var members = await IngestEventsTests.ListAsync(data, longest.Members(new()));
        Assert.All(members, m => Assert.Equal("ASIABURST", m.Session));
    }

    [Theory, OnEachEngine]
    public async Task A_burst_of_thousands_is_one_row_too(Engine engine)
    {
        const int Members = 6_200;
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, role) = await IngestEventsTests.StoreRoleAsync(data);
        await IngestEventsTests.IngestAsync(data, source, [.. Enumerable.Range(0, Members).Select(i => InSession("ASIABURST", i, role.Name))]);

        var page = await data.Get<ChangeQueries>().ListBurstsAsync(new(), new PageRequest(), By, TestContext.Current.CancellationToken);

        Assert.Null(page.Next);
        Assert.Equal((Members, An.Instant), (Assert.Single(page.Items).Count, page.Items[0].FirstAt));
    }

    [Theory, OnEachEngine]
    public async Task A_session_that_rested_begins_another_burst_and_a_change_without_a_session_stands_alone(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, role) = await IngestEventsTests.StoreRoleAsync(data);
        await IngestEventsTests.IngestAsync(
            data,
            source,
            InSession("ASIAONE", 0, role.Name),
            InSession("ASIAONE", 1, role.Name),
            InSession("ASIAONE", 2_000, role.Name),
            CloudTrail.Attach("none1", An.Instant.AddHours(1), role.Name, "A"),
            CloudTrail.Attach("none2", An.Instant.AddHours(1), role.Name, "B"));

        var page = await data.Get<ChangeQueries>().ListBurstsAsync(new(), new PageRequest(), By, TestContext.Current.CancellationToken);

        Assert.Equal([1, 1, 1, 2], page.Items.Select(b => b.Count));
    }

    [Theory, OnEachEngine]
    public async Task Pages_hold_every_change_once(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, role) = await IngestEventsTests.StoreRoleAsync(data);
        await IngestEventsTests.IngestAsync(data, source, [.. Enumerable.Range(0, 130).Select(i => InSession($"ASIA{i % 7}", i * 100, role.Name))]);

        var (seen, next) = (0, (string?)null);
        do
        {
            var page = await data.Get<ChangeQueries>().ListBurstsAsync(new(), new PageRequest(next, 5), By, TestContext.Current.CancellationToken);
            Assert.InRange(page.Items.Count, 1, 5);
            seen += page.Items.Sum(b => b.Count);
            next = page.Next;
        }
        while (next is not null);

        Assert.Equal(130, seen);
    }

    [Theory, OnEachEngine]
    public async Task Changes_are_filtered_by_the_risk_of_those_they_touch(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var source = A.Source();
        var (high, low) = (An.Identity(source), An.Identity(source));
        (high.Risk, low.Risk) = (70, 10);
        await data.StoreAsync(source, high, low);
        await IngestEventsTests.IngestAsync(data, source, CloudTrail.Attach("high", An.Instant, high.Name, "A"), CloudTrail.Attach("low", An.Instant, low.Name, "A"));

        var changes = await IngestEventsTests.ListAsync(data, ChangeFilter.Parse("?risk=50"));

        Assert.Equal("high", Assert.Single(changes).EventId);
        Assert.Equal("?risk=50", ChangeFilter.Parse("?risk=50").ToQuery());
        Assert.True(ChangeFilter.Parse("?risk=50").Matches(changes[0]));
        Assert.False(ChangeFilter.Parse("?risk=90").Matches(changes[0]));
    }

    /// <summary>A change by a session, half a second after the one before.</summary>
    private static string InSession(string key, int number, string role) =>
        CloudTrail.Attach(string.Create(CultureInfo.InvariantCulture, $"{key}-{number}"), An.Instant.AddMilliseconds(number * 500), role, "Orders")
            .Replace("\"accountId\":", $"\"accessKeyId\":\"{key}\",\"accountId\":", StringComparison.Ordinal);
}
