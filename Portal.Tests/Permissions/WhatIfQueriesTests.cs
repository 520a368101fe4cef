using Portal.Data.Access;
using Portal.Data.Inventory.Imports;
using Portal.Data.Permissions.WhatIf;
using Portal.Data.Platforms;
using Portal.Tests.Support;
using static Portal.Tests.Inventory.Imports.Export;

namespace Portal.Tests.Permissions;

/// <summary>Changes that are weighed for all whom they concern.</summary>
public sealed class WhatIfQueriesTests
{
    private const string Fence = $"arn:aws:iam::{Account}:policy/boundary";
    private static readonly SnapshotItem.Document Everything = Document("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}""");
    private static readonly SnapshotItem.Document Reading = Document("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}""");
    private const string Writing = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":"*"}]}""";

    private readonly ScriptedPlatform _platform = new();

    [Theory, OnEachEngine]
    public async Task An_edited_boundary_is_weighed_for_all_who_have_it_and_nobody_else(Engine engine)
    {
        await using var portal = await CreateAsync(engine);

        foreach (var kind in new[] { WhatIfKind.SetBoundary, WhatIfKind.EditPolicy })
        {
            var result = await WeighAsync(portal, new WhatIfChange(kind, Fence, Writing, Limit: null, Target: null));

            Assert.Equal(2, result.Concerned);
            Assert.Equal(["fenced", "guarded"], result.Identities.Select(row => row.Name));
            Assert.All(result.Identities, row => Assert.Equal(["s3:PutObject"], row.Difference.Gained.SelectMany(p => p.Actions)));
        }
    }

    [Theory, OnEachEngine]
    public async Task A_detached_policy_is_weighed_for_all_who_hold_it(Engine engine)
    {
        await using var portal = await CreateAsync(engine);

        var result = await WeighAsync(portal, new WhatIfChange(WhatIfKind.DetachPolicy, $"arn:aws:iam::{Account}:policy/everything", Document: null, Limit: null, Target: null));

        Assert.Equal(["fenced", "free", "guarded"], result.Identities.Select(row => row.Name).Order(StringComparer.Ordinal));
        Assert.All(result.Identities, row => Assert.NotEmpty(row.Difference.Lost));
    }

    [Theory, OnEachEngine]
    public async Task All_whom_a_change_concerns_are_weighed_and_those_that_gain_most_are_listed(Engine engine)
    {
        const int roles = 600;
        await using var portal = await TestPortalData.CreateAsync(engine, _platform.Register);
        _platform.Items =
        [
            Everything, Reading,
            .. Enumerable.Range(0, roles).Select(i => Role($"reader{i}", Policy("reading", Reading))),
            Role("boss", Policy("reading", Reading), Policy("everything", Everything)), Complete(),
        ];
        await ImportAsync(portal);

        var result = await WeighAsync(portal, new WhatIfChange(WhatIfKind.EditPolicy, $"arn:aws:iam::{Account}:policy/reading", Writing, Limit: null, Target: null));

        Assert.Equal((roles + 1, roles + 1, roles), (result.Concerned, result.Weighed, result.Different));
        Assert.Equal(WhatIfQueries.MostListed, result.Identities.Count);
        Assert.DoesNotContain(result.Identities, row => row.Name == "boss");
    }

    private static async Task<WhatIfResult> WeighAsync(TestPortalData portal, WhatIfChange change) =>
        (await portal.Get<WhatIfQueries>().WeighAsync(id: null, [change], await portal.AsAsync(Data.Access.Role.Auditor), CancellationToken.None))!;

    private async Task<TestPortalData> CreateAsync(Engine engine)
    {
        var portal = await TestPortalData.CreateAsync(engine, _platform.Register);
        _platform.Items =
        [
            Everything, Reading,
            Role("free", Policy("everything", Everything)), Role("fenced", Policy("everything", Everything)), Role("guarded", Policy("everything", Everything)),
            Boundary("fenced", Reading), Boundary("guarded", Reading), Complete(),
        ];
        await ImportAsync(portal);
        return portal;
    }

    private static async Task ImportAsync(TestPortalData portal)
    {
        var result = await portal.Get<ImportSnapshot>().RunAsync(new ImportRequest("all", Platform.Aws, []), Caller.System("test"), progress: null, CancellationToken.None);
        Assert.Equal(Imported.Done, result.Outcome);
    }
}
