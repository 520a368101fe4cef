namespace Portal.Data.People.Provisioning;

/// <summary>A group that a directory keeps here; settings say which roles its members have.</summary>
public sealed class DirectoryGroup
{
    /// <summary>Its id.</summary>
    public DirectoryGroupId Id { get; init; } = DirectoryGroupId.New();

    /// <summary>Its name.</summary>
    public required string DisplayName { get; set; }

    /// <summary>Its name in lower case, unique.</summary>
    public required string Key { get; set; }

    /// <summary>Its lasting id in the directory, unique, or null.</summary>
    public string? ExternalId { get; set; }
}
