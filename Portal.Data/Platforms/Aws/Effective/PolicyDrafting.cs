using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>
/// Makes policies that allow exactly the asked-for part of what an identity can do now: its own statements cut down to the actions, without
/// those that add nothing, its denies where they still matter, all of it checked by evaluating the result.
/// </summary>
/// <param name="holding">Whose.</param>
/// <param name="compiled">Compiled documents.</param>
internal sealed class PolicyDrafting(Holding holding, CompiledPolicies compiled)
{
    private const string Opening = """{"Version":"2012-10-17","Statement":[""";
    private const string Closing = "]}";

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly PieceReport _report = new(PieceReport.PartitionOf(holding.NativeId));
    private readonly ResourceFit _fit = new(PieceReport.PartitionOf(holding.NativeId));

    /// <summary>Makes them.</summary>
    public PolicyDraft Draft(LeastPrivilegeRequest request)
    {
        var evaluation = SymbolicEvaluation.Of(holding, compiled);
        var (chosen, unknown) = Chosen(request.Actions);
        var left = ActionSet.Union(evaluation.Pieces.Select(piece => piece.Actions));
        var wanted = evaluation.Pieces.Select(piece => piece with { Actions = piece.Actions.And(chosen) }).Where(piece => !piece.Actions.IsEmpty).ToList();
        var statements = Allows(evaluation, chosen.And(left), request.UseWildcards)
            .Concat(Denies(ActionSet.Union(evaluation.GivenOnResources.Select(piece => piece.Actions).Append(chosen.And(left))), request.UseWildcards))
            .SelectMany(statement => statement.Fit(request.MostCharacters - Opening.Length - Closing.Length))
            .ToList();
        var documents = Pack(statements, request.MostCharacters);
        var held = holding with { Policies = [.. documents.Select((document, i) => Held(document, i))] };
        var drafted = SymbolicEvaluation.Of(held, compiled);
        var told = _report.Permissions(wanted).SelectMany(permission => permission.Actions).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new PolicyDraft(
            documents,
            [.. request.Actions.Where(action => !told.Contains(action)).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)],
            _report.Permissions(PieceDifference.Of(wanted, drafted.Pieces)),
            // A policy on a resource gives what it gives, whatever the identity's own policies are.
            _report.Permissions(PieceDifference.Of(drafted.Pieces, wanted).Where(piece => piece.Origin is not null)),
            DifferenceReport.Of(holding, held, compiled).Difference,
            [.. Notes(request, documents, unknown), .. holding.Policies.Select(policy => AppliedForm.Unread(policy, compiled, "allow or deny more, none of which is drafted")).OfType<string>()]);
    }

    private static List<string> Notes(LeastPrivilegeRequest request, List<DraftDocument> documents, List<string> unknown)
    {
        var notes = new List<string>();
        if (request.UseWildcards && documents.Exists(document => document.Json.Contains('*', StringComparison.Ordinal)))
        {
            notes.Add("A wildcard stands only where the catalogue knows no other action under it; AWS may add some later.");
        }
        if (documents.Count > 1)
        {
            notes.Add($"It takes {documents.Count} policies to stay within {request.MostCharacters:N0} characters each.");
        }
        if (documents.Exists(document => document.Characters > request.MostCharacters))
        {
            notes.Add($"One statement names more resources than fit into {request.MostCharacters:N0} characters: it must be cut by hand.");
        }
        notes.AddRange(unknown.Select(name => $"{name} is not in the catalogue of actions: check its spelling."));
        return notes;
    }

    private static (ActionSet Chosen, List<string> Unknown) Chosen(IEnumerable<string> names)
    {
        var ids = new List<int>();
        var unknown = new List<string>();
        foreach (var name in names)
        {
            if (ActionName.Read(name) is { } action && ActionCatalogue.Instance.Find(action) is { } id)
            {
                ids.Add(id);
            }
            else
            {
                unknown.Add(name);
            }
        }
        return (unknown.Count == 0 ? ActionSet.Of(ids) : ActionSet.Of(ids).WithUnknown(unknown), unknown);
    }

    private List<Statement> Allows(SymbolicEvaluation evaluation, ActionSet chosen, bool useWildcards)
    {
        var given = evaluation.Given
            .Select(piece => piece with { Actions = Fitting(piece.Actions.And(chosen), piece) })
            .Where(piece => !piece.Actions.IsEmpty)
            .OrderByDescending(piece => piece.IsUnlimited).ThenByDescending(piece => piece.Actions.Count)
            .ToList();
        var kept = new List<PermissionPiece>();
        foreach (var piece in given)
        {
            var rest = PieceDifference.Of([piece], kept);
            var actions = ActionSet.Union(rest.Select(part => part.Actions));
            if (!actions.IsEmpty)
            {
                kept.Add(piece with { Actions = actions });
            }
        }
        return [.. kept.SelectMany(ByResources)
            .GroupBy(piece => Statement.Rest(piece.Statement.Statement, Sources(piece)), StringComparer.Ordinal)
            .Select(same => new Statement("Allow", ActionSet.Union(same.Select(piece => piece.Actions)), useWildcards, same.Key))];
    }

    /// <summary>Each action with the patterns that it can be about: the others of the statement are noise to it.</summary>
    private IEnumerable<PermissionPiece> ByResources(PermissionPiece piece)
    {
        if (piece.Statement.Statement.Resources is not { IsNegated: false } || piece.Resources.Any(pattern => pattern.IsAny) || !piece.Actions.Unknown.IsEmpty)
        {
            return [piece];
        }
        var used = piece.Resources.Where(pattern => piece.Actions.Ids().Any(id => _fit.Fits(id, pattern))).ToImmutableArray();
        return [piece with { Resources = used }];
    }

    private ActionSet Fitting(ActionSet actions, PermissionPiece piece)
    {
        var fitting = ActionSet.Of(actions.Ids().Where(id => piece.Resources.Any(pattern => _fit.Fits(id, pattern))));
        return actions.Unknown.IsEmpty ? fitting : fitting.WithUnknown(actions.Unknown);
    }

    /// <summary>The patterns as the statement writes them, so that variables stay variables; null keeps the whole element.</summary>
    private static List<string>? Sources(PermissionPiece piece)
    {
        var written = piece.Statement.Statement.Resources!;
        if (written.IsNegated || written.Patterns.Any(pattern => pattern.HasVariables) || piece.Resources.Length == written.Patterns.Count)
        {
            return null;
        }
        return [.. piece.Resources.Select(pattern => pattern.Source)];
    }

    private IEnumerable<Statement> Denies(ActionSet chosen, bool useWildcards)
    {
        foreach (var held in holding.Policies.Where(policy => policy.Document is not null))
        {
            foreach (var statement in compiled.Follow(held.Document!).Statements.Where(statement => !statement.Statement.IsAllow))
            {
                var actions = statement.Actions.And(chosen);
                if (!actions.IsEmpty)
                {
                    yield return new Statement("Deny", actions, useWildcards, Statement.Rest(statement.Statement, resources: null));
                }
            }
        }
    }

    private static HeldPolicy Held(DraftDocument document, int index) => new(
        new EntitlementRef(EntitlementKind.InlinePolicy, $"draft-{index + 1}", $"draft {index + 1}"),
        $"draft {index + 1}",
        new PolicyText(PolicyNormalizer.Hash(document.Json), document.Json));

    /// <summary>Puts each statement into the first document that has room for it.</summary>
    private static List<DraftDocument> Pack(List<Statement> statements, int most)
    {
        var bins = new List<List<string>>();
        foreach (var text in statements.Select(statement => statement.Json).Distinct(StringComparer.Ordinal).OrderByDescending(text => text.Length))
        {
            var bin = bins.Find(bin => Size(bin) + text.Length + 1 <= most);
            if (bin is null)
            {
                bins.Add(bin = []);
            }
            bin.Add(text);
        }
        return [.. bins.Select(bin => $"{Opening}{string.Join(',', bin.Order(StringComparer.Ordinal))}{Closing}")
            .Select((json, i) => new DraftDocument(json, json.Length, bins[i].Count))];
    }

    private static int Size(List<string> bin) => Opening.Length + Closing.Length + bin.Sum(text => text.Length + 1);

    /// <summary>A statement to be written.</summary>
    private sealed record Statement(string Effect, ActionSet Actions, bool UseWildcards, string RestJson)
    {
        /// <summary>Its JSON without white space.</summary>
        public string Json
        {
            get
            {
                var entries = ActionGrouping.Entries(Actions, UseWildcards);
                var actions = JsonSerializer.Serialize(entries.Count == 1 ? (object)entries[0] : entries, Relaxed);
                return $$"""{"Effect":"{{Effect}}","Action":{{actions}},{{RestJson}}}""";
            }
        }

        /// <summary>The members after the actions, as the statement writes them.</summary>
        public static string Rest(PolicyStatement statement, List<string>? resources)
        {
            using var json = JsonDocument.Parse(statement.Json);
            var rest = new StringBuilder();
            foreach (var member in json.RootElement.EnumerateObject().Where(member => member.Name is "Resource" or "NotResource" or "Condition").OrderByDescending(member => member.Name, StringComparer.Ordinal))
            {
                var value = member.Name == "Resource" && resources is not null
                    ? JsonSerializer.Serialize(resources.Count == 1 ? (object)resources[0] : resources, Relaxed)
                    : JsonSerializer.Serialize(member.Value, Relaxed);
                rest.Append(rest.Length == 0 ? string.Empty : ",").Append('"').Append(member.Name).Append("\":").Append(value);
            }
            return rest.ToString();
        }

        /// <summary>The statement itself when it fits, else its actions in parts that do.</summary>
        public IEnumerable<Statement> Fit(int most)
        {
            if (Json.Length <= most || Actions.Count < 2)
            {
                return [this];
            }
            var ids = Actions.Ids().ToList();
            var half = ids.Count / 2;
            return (this with { Actions = ActionSet.Of(ids.Take(half)) }).Fit(most)
                .Concat((this with { Actions = ActionSet.Of(ids.Skip(half)).WithUnknown(Actions.Unknown) }).Fit(most));
        }
    }
}
