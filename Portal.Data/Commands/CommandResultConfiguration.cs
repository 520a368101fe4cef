using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.Storage;

namespace Portal.Data.Commands;

/// <summary>The table of answers by idempotency key.</summary>
internal sealed class CommandResultConfiguration : IEntityTypeConfiguration<CommandResult>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<CommandResult> builder)
    {
        builder.ToTable("command_results");
        builder.HasKey(r => new { r.CallerId, r.Key, r.Command });
        builder.Property(r => r.Result).IsLongText();
        builder.HasIndex(r => r.At);
    }
}
