using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.Storage;

namespace Portal.Data.Changes.Chains;

/// <summary>The table of acts that may yet become changes.</summary>
internal sealed class PassingActConfiguration : IEntityTypeConfiguration<PassingAct>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<PassingAct> builder)
    {
        builder.ToTable("passing_acts");
        builder.HasKey(a => new { a.SourceId, a.EventId });
        builder.Property(a => a.EventId).HasMaxLength(ChangeConfiguration.EventIdLength);
        builder.Property(a => a.Raw).IsLongText();
        builder.HasIndex(a => a.ArrivedAt);
    }
}
