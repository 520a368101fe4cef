using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.People.Provisioning;

/// <summary>The table of directories' groups.</summary>
internal sealed class DirectoryGroupConfiguration : IEntityTypeConfiguration<DirectoryGroup>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<DirectoryGroup> builder)
    {
        builder.ToTable("directory_groups");
        builder.HasKey(g => g.Id);
        builder.HasIndex(g => g.Key).IsUnique();
        builder.HasIndex(g => g.ExternalId).IsUnique();
    }
}
