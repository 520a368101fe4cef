using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Permissions;
using Portal.Data.Platforms;
using Portal.Tests.Support;

namespace Portal.Tests.Permissions;

public sealed class EntitlementSinceTests
{
    private static readonly DateTimeOffset Then = Day(5);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task Says_of_each_entitlement_that_is_not_as_it_was_what_became_of_it(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var source = A.Source();
        var identity = An.Identity(source);
        await portal.StoreAsync(
            source,
            identity,
            Row(identity, "as it was", "a", from: 0, until: null),
            Row(identity, "changed back", "a", from: 0, until: 7), Row(identity, "changed back", "b", from: 7, until: 8), Row(identity, "changed back", "a", from: 8, until: null),
            Row(identity, "changed", "a", from: 0, until: 7), Row(identity, "changed", "b", from: 7, until: null),
            Row(identity, "gone before", "a", from: 0, until: 5),
            Row(identity, "given", "a", from: 6, until: 7), Row(identity, "given", "b", from: 7, until: null),
            Row(identity, "only between", "a", from: 6, until: 7),
            Row(identity, "taken", "a", from: 0, until: 7), Row(identity, "taken", "b", from: 7, until: 9));
        var by = await portal.AsAsync(Role.Auditor);

        var since = await portal.Get<PermissionQueries>().SinceAsync(identity.Id, Then, by, Cancelled);

        Assert.Equal(
            [("changed", EntitlementFate.Changed, Day(7)), ("given", EntitlementFate.Given, Day(6)), ("taken", EntitlementFate.TakenAway, Day(9))],
            since!.Select(s => (s.Name, s.Fate, s.At)));
        Assert.Null(await portal.Get<PermissionQueries>().SinceAsync(IdentityId.New(), Then, by, Cancelled));
    }

    private static DateTimeOffset Day(int day) => An.Instant.AddDays(day);

    private static Entitlement Row(Identity identity, string name, string content, int from, int? until) => new()
    {
        IdentityId = identity.Id,
        Kind = EntitlementKind.ManagedPolicy,
        Key = name,
        Name = name,
        Documents = [new GrantDocument(name, content)],
        ObservedFrom = Day(from),
        ObservedUntil = until is { } known ? Day(known) : null,
    };
}
