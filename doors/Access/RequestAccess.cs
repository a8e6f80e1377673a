namespace Genesis.Doors;

/// <summary>Which requests need more than the scope request, for both doors.</summary>
internal sealed class RequestAccess(ComponentDirectory directory)
{
    /// <summary>Why a caller may not make this request; null when it may.</summary>
    public Problem? Refuse(Caller caller, string target, string type) =>
        !caller.May(DoorScope.Admin) && directory.Find(target)?.For(type).Admin == true ? Refusals.MissingScope(caller, DoorScope.Admin) : null;
}
