using Microsoft.AspNetCore.Components;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Lists;

namespace Portal.Permissions;

/// <summary>Picks an identity by name or native id.</summary>
/// <param name="identities">Finds them.</param>
public sealed partial class IdentityPicker(IdentityQueries identities)
{
    /// <summary>What the identity is picked for.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = string.Empty;

    /// <summary>Who asks.</summary>
    [Parameter, EditorRequired]
    public Caller By { get; set; } = default!;

    /// <summary>The identity, or null.</summary>
    [Parameter]
    public IdentityRow? Value { get; set; }

    /// <summary>Told when another is picked.</summary>
    [Parameter]
    public EventCallback<IdentityRow?> ValueChanged { get; set; }

    private async Task<IReadOnlyList<IdentityRow>> FindAsync(string? text, int most, CancellationToken cancellationToken) =>
        (await identities.ListAsync(new() { Q = text }, new PageRequest(Limit: most), By, cancellationToken)).Items;
}
