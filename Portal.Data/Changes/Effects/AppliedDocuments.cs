using Portal.Data.Permissions;
using Portal.Data.Permissions.WhatIf;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Changes.Effects;

/// <summary>Finds the documents that a change put in force.</summary>
internal static class AppliedDocuments
{
    /// <summary>The document of a state of what a change is about, or why there is none.</summary>
    public static async Task<(PolicyText? Text, string? Problem)> DocumentOfAsync(
        this GovernanceDb db, IPermissionEngine engine, WhatIfChange? state, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (state is not { NeedsDocument: true })
        {
            return (null, null);
        }
        if (state.Document is { } written)
        {
            var reading = engine.Read(written);
            return reading.Problem is { } problem ? (null, $"The event does not say the policy's text, or the platform would not take it: {problem}.") : (reading.Text, null);
        }
        var text = await db.FindPolicyAsync(engine, state.Policy!, at, cancellationToken);
        return text is null ? (null, $"No document of the policy {state.Policy} is known.") : (text, null);
    }
}
