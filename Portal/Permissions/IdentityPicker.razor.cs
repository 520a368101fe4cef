using Microsoft.AspNetCore.Components;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Lists;

namespace Portal.Permissions;

/// <summary>Picks an identity by name or native id.</summary>
/// <param name="identities">Finds them.</param>
public sealed partial class IdentityPicker(IdentityQueries identities)
{
    private const int MostShown = 12;

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

    private async Task<IEnumerable<IdentityRow>> SearchAsync(string? text, CancellationToken cancellationToken) =>
        (await identities.ListAsync(
            new() { Q = string.IsNullOrWhiteSpace(text) ? null : text }, new PageRequest(Limit: MostShown), By, cancellationToken)).Items;
}
