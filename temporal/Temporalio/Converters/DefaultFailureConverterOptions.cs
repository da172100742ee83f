namespace Temporalio.Converters;

public class DefaultFailureConverterOptions : ICloneable
{
    /// <summary>Moves message and stack trace into the encoded attributes, so that a codec covers them too.</summary>
    public bool EncodeCommonAttributes { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
