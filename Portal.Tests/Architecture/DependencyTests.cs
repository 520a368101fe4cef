using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Portal.Data.Storage;

namespace Portal.Tests.Architecture;

/// <summary>Which way dependencies point.</summary>
public sealed class DependencyTests
{
    private const string DataNamespace = "Portal.Data";

    // Each may use what stands before it, and its own row as long as no circle comes of it. A new feature gets its place here.
    private static readonly string[][] Order =
    [
        ["Storage", "Live", "Access", "Lists", "Platforms"],
        ["Audit", "Mail"],
        ["Commands"],
        ["People", "Sources"],
        ["Inventory"],
        ["Permissions"],
        ["Changes"],
        ["Notices"],
        ["Reviews"],
        ["Incidents"],
        ["Timelines"],
        ["Demo"],
    ];

    private static readonly string[] Databases = ["Microsoft.EntityFrameworkCore", "Microsoft.Data.Sqlite", "Npgsql"];

    private static readonly ArchUnitNET.Domain.Architecture Code =
        new ArchLoader().LoadAssemblies(typeof(GovernanceDb).Assembly, typeof(Program).Assembly).Build();

    [Fact]
    public void What_is_true_without_a_browser_knows_no_portal()
    {
        var references = typeof(GovernanceDb).Assembly.GetReferencedAssemblies().Select(a => a.Name);

        Assert.DoesNotContain(typeof(Program).Assembly.GetName().Name, references, StringComparer.Ordinal);
    }

    [Fact]
    public void Every_feature_has_its_place_in_the_order()
    {
        var features = DataTypes().Select(FeatureOf).OfType<string>().Distinct(StringComparer.Ordinal);

        Assert.Empty(features.Except(Order.SelectMany(row => row), StringComparer.Ordinal));
    }

    [Fact]
    public void Features_use_only_what_stands_before_them()
    {
        var upward = Uses().Where(use => RowOf(use.From) < RowOf(use.To)).Select(use => use.Example);

        Assert.Empty(upward);
    }

    [Fact]
    public void Features_use_each_other_in_no_circle()
    {
        var uses = Uses().ToLookup(use => use.From, use => use.To, StringComparer.Ordinal);

        var circles = uses.Select(u => u.Key).Where(feature => Reach(uses, feature).Contains(feature));

        Assert.Empty(circles);
    }

    [Fact]
    public void Pages_and_endpoints_never_touch_the_database()
    {
        var touching =
            from type in Code.Types
            where IsIn(type, "Portal") && !IsIn(type, DataNamespace) && !IsIn(type, "Portal.Hosting")
            from target in type.Dependencies.Select(d => d.Target)
            where Databases.Any(d => IsIn(target, d)) || target.FullName == typeof(GovernanceDb).FullName
            select $"{type.FullName} uses {target.FullName}";

        Assert.Empty(touching.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public void Leaves_of_one_platform_stay_behind_its_seam()
    {
        const string Aws = "Portal.Data.Platforms.Aws";
        var knowing =
            from type in Code.Types
            where !IsIn(type, Aws) && type.FullName != typeof(Data.Platforms.PlatformsFeature).FullName
            from target in type.Dependencies.Select(d => d.Target)
            where IsIn(target, Aws)
            select $"{type.FullName} uses {target.FullName}";

        Assert.Empty(knowing.Distinct(StringComparer.Ordinal));
    }

    private static IEnumerable<IType> DataTypes() => Code.Types.Where(t => IsIn(t, DataNamespace));

    private static IEnumerable<(string From, string To, string Example)> Uses() => (
        from type in DataTypes()
        let @from = FeatureOf(type)
        where @from is not null && !IsIn(type, "Portal.Data.Storage.Migrations")
        from target in type.Dependencies.Select(d => d.Target)
        let to = FeatureOf(target)
        where to is not null && to != @from
        select (@from, to, $"{type.FullName} uses {target.FullName}")).Distinct();

    private static HashSet<string> Reach(ILookup<string, string> uses, string feature)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(uses[feature]);
        while (open.TryPop(out var next))
        {
            if (reached.Add(next))
            {
                foreach (var further in uses[next])
                {
                    open.Push(further);
                }
            }
        }
        return reached;
    }

    private static int RowOf(string feature) => Array.FindIndex(Order, row => row.Contains(feature, StringComparer.Ordinal));

    private static string? FeatureOf(IType type) =>
        type.FullName.StartsWith(DataNamespace + ".", StringComparison.Ordinal)
        && type.FullName[(DataNamespace.Length + 1)..] is var rest
        && rest.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot
            ? rest[..dot]
            : null;

    private static bool IsIn(IType type, string space) =>
        type.FullName.StartsWith(space + ".", StringComparison.Ordinal);
}
