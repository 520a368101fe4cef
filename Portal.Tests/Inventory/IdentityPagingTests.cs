using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Tests.Support;

namespace Portal.Tests.Inventory;

/// <summary>Paging through identities shows each exactly once, in every order that is offered.</summary>
public sealed class IdentityPagingTests
{
    [Theory, OnEachEngine]
    public async Task Each_order_shows_every_identity_once(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var by = await data.AsAsync(Role.SecurityEngineer);
        var source = A.Source();
        await data.StoreAsync(source);
        // Names repeat and differ by case, so that ties and the database's own idea of order show.
        var identities = Enumerable.Range(0, 23).Select(i =>
        {
            var identity = An.Identity(source, $"{(i % 2 == 0 ? "Role" : "role")}-é{i}", confidence: i % 3);
            identity.Name = i % 2 == 0 ? $"Role {i % 5}" : $"role {i % 5}";
            identity.Risk = i % 4;
            identity.LastUsedAt = i % 3 == 0 ? null : An.Instant.AddDays(-i % 7);
            return identity;
        }).ToList();
        await data.StoreAsync([.. identities]);

        foreach (var column in Enum.GetValues<IdentityColumn>())
        {
            foreach (var isDescending in new[] { false, true })
            {
                var filter = new IdentityFilter { Order = new ListOrder<IdentityColumn>(column, isDescending) };

                var seen = await WalkAsync(data, filter, by);

                Assert.Equal(identities.Select(i => i.Id).Order(), seen.Order());
            }
        }
    }

    private static async Task<List<IdentityId>> WalkAsync(TestPortalData data, IdentityFilter filter, Caller by)
    {
        List<IdentityId> seen = [];
        string? after = null;
        do
        {
            var page = await data.Get<IdentityQueries>().ListAsync(filter, new PageRequest(after, Limit: 4), by, CancellationToken.None);
            seen.AddRange(page.Items.Select(i => i.Id));
            after = page.Next;
        }
        while (after is not null && seen.Count < 1000);
        return seen;
    }
}
