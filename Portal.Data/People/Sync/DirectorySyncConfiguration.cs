using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.Storage;

namespace Portal.Data.People.Sync;

/// <summary>The table that says how far reading the directory is.</summary>
internal sealed class DirectorySyncConfiguration : IEntityTypeConfiguration<DirectorySync>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<DirectorySync> builder)
    {
        builder.ToTable("directory_syncs");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Next).IsLongText();
        builder.Property(s => s.Problem).IsLongText();
    }
}
