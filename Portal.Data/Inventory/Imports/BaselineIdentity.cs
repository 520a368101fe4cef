namespace Portal.Data.Inventory.Imports;

/// <summary>What an import has to know of an identity to see whether the export says anything new about it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Container">Where it lives.</param>
/// <param name="ContentHash">What the newest snapshot said about it.</param>
/// <param name="IsOpen">Whether it was there in the newest snapshot that covers it.</param>
internal sealed record BaselineIdentity(IdentityId Id, string Container, string ContentHash, bool IsOpen)
{
    /// <summary>Whether the export at hand shows it.</summary>
    public bool IsSeen { get; set; }
}
