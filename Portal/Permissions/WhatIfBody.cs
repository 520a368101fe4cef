using System.Text.Json;
using Portal.Data.Inventory;
using Portal.Data.Permissions.WhatIf;
using Portal.Data.Platforms;

namespace Portal.Permissions;

/// <summary>Changes to weigh: for one identity, or for all that they concern.</summary>
internal sealed record WhatIfBody
{
    private const int MostChanges = 20;

    /// <summary>The identity; absent for all that hold the policy or live below the place.</summary>
    public IdentityId? IdentityId { get; init; }

    /// <summary>The changes, in order.</summary>
    public IReadOnlyList<ChangeBody?>? Changes { get; init; }

    /// <summary>What makes no sense, by field.</summary>
    public Dictionary<string, string[]> Check()
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (Changes is not { Count: > 0 and <= MostChanges })
        {
            errors["changes"] = [$"must be a list of 1 to {MostChanges} changes."];
            return errors;
        }
        for (var i = 0; i < Changes.Count; i++)
        {
            var (change, place) = (Changes[i], $"changes[{i}]");
            if (change?.Kind is not { } kind)
            {
                errors[$"{place}.kind"] = ["is needed."];
                continue;
            }
            if (kind is WhatIfKind.SetLimit or WhatIfKind.RemoveLimit && (change.Target is null || change.Limit is null or LimitKind.Boundary))
            {
                errors[$"{place}.target"] = ["and limit (serviceControlPolicy or resourceControlPolicy) are needed."];
            }
            if (kind is WhatIfKind.DetachPolicy or WhatIfKind.EditPolicy or WhatIfKind.RemoveLimit && change.Policy is null)
            {
                errors[$"{place}.policy"] = ["is needed."];
            }
            if (IdentityId is null && (kind is WhatIfKind.AttachPolicy or WhatIfKind.RemoveBoundary || (kind is WhatIfKind.SetBoundary && change.Policy is null)))
            {
                errors["identityId"] = ["is needed for this change."];
            }
        }
        return errors;
    }

    /// <summary>The changes for the domain.</summary>
    public IReadOnlyList<WhatIfChange> ToChanges() => [.. Changes!.Select(c => new WhatIfChange(c!.Kind!.Value, c.Policy, c.DocumentText, c.Limit, c.Target))];

    /// <summary>One change.</summary>
    internal sealed record ChangeBody
    {
        /// <summary>What is changed.</summary>
        public WhatIfKind? Kind { get; init; }

        /// <summary>Native id of the policy; for a limit its name.</summary>
        public string? Policy { get; init; }

        /// <summary>The new document, as an object or as text.</summary>
        public JsonElement? Document { get; init; }

        /// <summary>Which kind of organization policy.</summary>
        public LimitKind? Limit { get; init; }

        /// <summary>The place that it is put on.</summary>
        public string? Target { get; init; }

        internal string? DocumentText => Document switch
        {
            null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => null,
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { } json => json.GetRawText(),
        };
    }
}
