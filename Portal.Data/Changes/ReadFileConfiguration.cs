using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.Sources;

namespace Portal.Data.Changes;

/// <summary>The table of files that were read.</summary>
internal sealed class ReadFileConfiguration : IEntityTypeConfiguration<ReadFile>
{
    /// <summary>The longest name, that of an S3 object with its bucket: 1,024 and 63 bytes.</summary>
    internal const int NameLength = 1_100;

    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<ReadFile> builder)
    {
        builder.ToTable("read_files");
        builder.HasKey(f => new { f.SourceId, f.Name });
        builder.Property(f => f.Name).HasMaxLength(NameLength);
        builder.HasOne<Source>().WithMany().HasForeignKey(f => f.SourceId).OnDelete(DeleteBehavior.Restrict);
    }
}
