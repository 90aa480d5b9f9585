def claim_commands(supabase, worker, carry_out):
    """Carries out every command that is due. carry_out(command, renew) returns a text or raises; long work calls renew() now and then."""
    scrapewatch = supabase.schema("scrapewatch")
    while claimed := scrapewatch.rpc("claim_commands", {"worker": worker}).execute().data:
        mine = {"command_id": claimed[0]["command_id"], "worker": worker}
        try:
            result = carry_out(claimed[0], lambda: scrapewatch.rpc("renew_command", mine).execute().data)
            end = {"ok": True, "result": result}
        except Exception as error:
            end = {"ok": False, "result": repr(error)}
        scrapewatch.rpc("finish_command", {**mine, **end}).execute()


def keep_house(supabase):
    """Rolls up and asks for resets by policy; call it once a minute, from as many workers as you like."""
    scrapewatch = supabase.schema("scrapewatch")
    scrapewatch.rpc("refresh_rollups", {}).execute()
    scrapewatch.rpc("run_remediation", {}).execute()
