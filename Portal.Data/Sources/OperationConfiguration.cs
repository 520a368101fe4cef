using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.Storage;

namespace Portal.Data.Sources;

/// <summary>The table of operations.</summary>
internal sealed class OperationConfiguration : IEntityTypeConfiguration<Operation>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<Operation> builder)
    {
        builder.ToTable("operations");
        builder.HasKey(o => o.Id);
        builder.Property(o => o.Message).IsLongText();
        builder.Property(o => o.Result).IsLongText();
        builder.Property(o => o.Request).IsLongText();
        builder.HasIndex(o => o.State);
        builder.HasIndex(o => new { o.SourceId, o.CreatedAt });
        builder.HasOne<Source>().WithMany().HasForeignKey(o => o.SourceId).OnDelete(DeleteBehavior.Restrict);
    }
}
