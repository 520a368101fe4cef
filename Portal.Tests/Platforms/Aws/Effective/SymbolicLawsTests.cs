using CsCheck;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Effective;
using Portal.Data.Platforms.Aws.Evaluation;
using Portal.Data.Platforms.Aws.Policies;
using static Portal.Tests.Platforms.Aws.Effective.RandomHoldings;

namespace Portal.Tests.Platforms.Aws.Effective;

/// <summary>Laws that hold for whatever policies come together, on random ones, shrunk to the smallest that breaks them.</summary>
public sealed class SymbolicLawsTests
{
    private const long Rounds = 250;

    [Fact]
    public void Every_single_request_is_answered_as_by_the_evaluator_of_single_requests() => RandomHoldings.Holding.Sample(
        holding =>
        {
            var pieces = Pieces(holding);
            foreach (var request in Requests(holding))
            {
                if (Allows(pieces, request) != Truth.Of(IsAllowed(holding, request)))
                {
                    return Fails(request, $"pieces {Allows(pieces, request)}");
                }
            }
            return true;
        },
        iter: Rounds,
        print: Show);

    [Fact]
    public void What_some_request_may_do_stands_in_the_report() => RandomHoldings.Holding.Sample(
        holding =>
        {
            var pieces = Pieces(holding);
            var told = new PieceReport("aws").Permissions(pieces).SelectMany(permission => permission.Actions).ToHashSet(StringComparer.OrdinalIgnoreCase);
            return Requests(holding).Where(IsSensible).Where(request => Allows(pieces, request) == Truth.Yes).All(request => told.Contains(request.Action.ToString()));
        },
        iter: Rounds,
        print: Show);

    [Fact]
    public void A_deny_or_a_limit_more_never_gives_anything() => Gen.Select(RandomHoldings.Holding, Denying, Document).Sample(
        (holding, deny, limit) =>
        {
            var before = Pieces(holding);
            var denied = holding with { Policies = [.. holding.Policies, new HeldPolicy(Entitlement(9), "deny", deny)] };
            var limited = holding with { Limits = [.. holding.Limits, new HeldLimit(LimitKind.ServiceControlPolicy, "more", "more", limit)] };
            return GivesNothing(holding, Pieces(denied), before) && GivesNothing(holding, Pieces(limited), before);
        },
        iter: Rounds);

    [Fact]
    public void Taking_a_policy_away_gives_nothing_unless_it_denied() => RandomHoldings.Holding.Sample(
        holding =>
        {
            var denies = PolicyDocument.Parse(holding.Policies[0].Document!.Text).Statements.Any(statement => !statement.IsAllow);
            return denies || GivesNothing(holding, Pieces(holding with { Policies = [.. holding.Policies.Skip(1)] }), Pieces(holding));
        },
        iter: Rounds,
        print: Show);

    [Fact]
    public void What_an_entitlement_adds_is_exactly_what_goes_with_it() => RandomHoldings.Holding.Sample(
        holding =>
        {
            var all = Pieces(holding);
            var first = holding.Policies[0].Entitlement;
            if (PolicyDocument.Parse(holding.Policies[0].Document!.Text).Statements.Any(statement => !statement.IsAllow))
            {
                return true;
            }
            var adds = PieceDifference.Of(all.Where(piece => piece.Origin == first), [.. all.Where(piece => piece.Origin != first)]);
            var without = holding with { Policies = [.. holding.Policies.Skip(1)] };
            foreach (var request in Requests(holding))
            {
                var isLost = IsAllowed(holding, request) && !IsAllowed(without, request);
                if ((Allows(adds, request) == Truth.Yes) != isLost)
                {
                    return Fails(request, $"lost {isLost}");
                }
            }
            return true;
        },
        iter: Rounds,
        print: Show);

    [Fact]
    public void A_difference_holds_what_one_allows_and_the_other_does_not() => Gen.Select(RandomHoldings.Holding, RandomHoldings.Holding).Sample(
        (one, other) =>
        {
            other = other with { Tags = one.Tags };
            var difference = PieceDifference.Of(Pieces(one), Pieces(other));
            foreach (var request in Requests(one))
            {
                var isDifferent = IsAllowed(one, request) && !IsAllowed(other, request);
                if ((Allows(difference, request) == Truth.Yes) != isDifferent)
                {
                    return Fails(request, $"different {isDifferent}\n{Matching(difference, request)}\n{Show(one)}\n---\n{Show(other)}");
                }
            }
            return true;
        },
        iter: Rounds);

    [Fact]
    public void Order_and_names_make_no_difference() => RandomHoldings.Holding.Sample(
        holding =>
        {
            var other = holding with
            {
                Policies = [.. holding.Policies.Reverse().Select(policy => policy with { Name = $"new {policy.Name}", Document = Turned(policy.Document!) })],
                Limits = [.. holding.Limits.Reverse().Select(limit => limit with { Name = $"new {limit.Name}", Document = Turned(limit.Document!) })],
            };
            var (before, after) = (Pieces(holding), Pieces(other));
            return GivesNothing(holding, before, after) && GivesNothing(holding, after, before);
        },
        iter: Rounds,
        print: Show);

    /// <summary>The same statements in the opposite order, each under a name.</summary>
    private static PolicyText Turned(PolicyText policy) =>
        Text([.. PolicyDocument.Parse(policy.Text).Statements.Reverse().Select(statement => statement.Json.Replace("{\"Effect\"", $"{{\"Sid\":\"S{statement.Index}\",\"Effect\"", StringComparison.Ordinal))]);

    /// <summary>True when the first pieces allow no request that the others do not, by the difference as well as one by one.</summary>
    private static bool GivesNothing(Holding holding, IReadOnlyList<PermissionPiece> pieces, IReadOnlyList<PermissionPiece> others)
    {
        var difference = PieceDifference.Of(pieces, others);
        return Requests(holding).All(request => Allows(difference, request) == Truth.No && (Allows(pieces, request) == Truth.No || Allows(others, request) == Truth.Yes));
    }

    /// <summary>The report leaves out what no request can be about, as passing a bucket.</summary>
    internal static bool IsSensible(AccessRequest request)
    {
        var fit = new ResourceFit("aws");
        return ActionCatalogue.Instance.ResourceTypes(request.CatalogueId!.Value).Count == 0
            || fit.Fits(request.CatalogueId.Value, ResourcePattern.Read(request.Resource.Text, hasVariables: false));
    }

    private static string Matching(IEnumerable<PermissionPiece> pieces, AccessRequest request) => string.Join('\n', pieces
        .Where(piece => piece.Actions.Contains(request.CatalogueId!.Value) && piece.Holds(request.Resource, request.Context) == Truth.Yes)
        .Select(piece => $"{string.Join(' ', piece.Resources)} but {string.Join(' ', piece.Except)} if {string.Join(" & ", piece.Conditions)}"));

    private static bool Fails(AccessRequest request, string what)
    {
        Assert.Fail($"{request.Action} on {request.Resource}: {what}; region {Value(request, "aws:RequestedRegion")}, factor {Value(request, "aws:MultiFactorAuthPresent")}");
        return false;
    }

    private static string Value(AccessRequest request, string key) => request.Context.Find(key, out var found) == Truth.Yes ? found.Values[0] : "absent";
}
