namespace Portal.Data.Inventory.Imports;

/// <summary>A file that was sent and waits.</summary>
/// <param name="Name">The name to show in errors.</param>
/// <param name="StoredAs">Its name in the <see cref="UploadFolder"/>.</param>
public sealed record Upload(string Name, string StoredAs);
