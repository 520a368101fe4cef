using Portal.Data.Platforms.Aws.Effective;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Escalation;

/// <summary>A policy document, seen through the actions of the primitives: which of its statements matter at all, and for which.</summary>
internal sealed class EscalationDocument
{
    // What ties a document's meaning to one principal, so that its holders cannot share an answer.
    private static readonly string[] OwnFacts = ["${", "aws:PrincipalArn", "aws:PrincipalTag", "aws:PrincipalType", "aws:username", "aws:userid"];

    private EscalationDocument(CompiledPolicy compiled, string text)
    {
        Compiled = compiled;
        IsSpecific = OwnFacts.Any(fact => text.Contains(fact, StringComparison.OrdinalIgnoreCase));
        Statements = [.. (compiled.Document?.Statements ?? []).Select(statement => (statement, Mask(statement))).Where(pair => pair.Item2 != 0)];
        Allows = Statements.Where(pair => pair.Statement.IsAllow).Aggregate(UInt128.Zero, (all, pair) => all | pair.Actions);
    }

    /// <summary>All of it.</summary>
    public CompiledPolicy Compiled { get; }

    /// <summary>True when it means something else for each principal.</summary>
    public bool IsSpecific { get; }

    /// <summary>The statements about actions of primitives, with those actions.</summary>
    public IReadOnlyList<(PolicyStatement Statement, UInt128 Actions)> Statements { get; }

    /// <summary>The actions of primitives that it allows somewhere.</summary>
    public UInt128 Allows { get; }

    /// <summary>Reads a document; one that is malformed or too complex has no statements.</summary>
    public static EscalationDocument Of(PolicyText text) => new(CompiledPolicy.Of(text.Text).Followed, text.Text);

    private static UInt128 Mask(PolicyStatement statement)
    {
        var mask = UInt128.Zero;
        for (var number = 0; number < Primitives.Names.Count; number++)
        {
            if (statement.Actions.Matches(Primitives.Names[number]))
            {
                mask |= Primitives.Bit(number);
            }
        }
        return mask;
    }
}
