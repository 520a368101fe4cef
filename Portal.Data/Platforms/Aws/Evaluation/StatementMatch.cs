using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Evaluation;

/// <summary>A statement that is, or may be, about a request.</summary>
/// <param name="Layer">Where its policy stands.</param>
/// <param name="Level">Which level of the organization, from 0; 0 for other layers.</param>
/// <param name="Policy">The policy's name.</param>
/// <param name="Statement">The statement; null when the document is unknown.</param>
/// <param name="IsAllow">Whether it allows or denies.</param>
/// <param name="Principal">How it names the caller; direct in layers without a principal element.</param>
/// <param name="Holds">Whether it surely applies or depends on unknown facts; never no.</param>
internal readonly record struct StatementMatch(
    PolicyLayer Layer, int Level, string Policy, PolicyStatement? Statement, bool IsAllow, PrincipalMatch Principal, Truth Holds)
{
    /// <summary>For the answer; null when the document is unknown.</summary>
    public DecidingStatement? Deciding => Statement is null
        ? null
        : new DecidingStatement(Policy, Layer.Key, Statement.Name, Statement.IsAllow ? "Allow" : "Deny", Statement.Json);
}
