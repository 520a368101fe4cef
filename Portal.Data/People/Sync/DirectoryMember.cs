namespace Portal.Data.People.Sync;

/// <summary>What a directory may say of a person.</summary>
public enum DirectoryMember
{
    /// <summary>What they sign in with.</summary>
    UserName,
    /// <summary>Their mail address.</summary>
    Email,
    /// <summary>Their name.</summary>
    Name,
    /// <summary>What they do.</summary>
    Title,
    /// <summary>Where they work.</summary>
    Department,
    /// <summary>Whether they may sign in: <c>true</c> or <c>false</c>.</summary>
    IsEnabled,
    /// <summary>Their manager's id in the directory.</summary>
    Manager,
}
