using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.Storage;

namespace Portal.Data.Sources;

/// <summary>The table of sources.</summary>
internal sealed class SourceConfiguration : IEntityTypeConfiguration<Source>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<Source> builder)
    {
        builder.ToTable("sources");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Settings).StoredAsJson();
        builder.HasIndex(s => s.Name).IsUnique();
    }
}
